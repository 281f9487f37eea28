/** What must be with the core before the window closes. */
import { core } from "../ipc";
import { onChange } from "./changes";

const last = new Set<() => Promise<void>>();

/** Has `say` run before the window closes, until the returned function is called. */
export function beforeLeaving(say: () => Promise<void>): () => void {
  last.add(say);
  return () => void last.delete(say);
}

/** Answers the core when the creator closes the window. */
export function answerLeaving(): () => void {
  return onChange((change) => {
    if (change.what !== "closing") return;
    void Promise.allSettled([...last].map((say) => say())).then(() => core.windowMayClose());
  });
}
