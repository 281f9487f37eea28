/** Passes each change of the core on to whoever shows something of it. */
import type { Change } from "../ipc";

type Hear = (change: Change) => void;

const hearers = new Set<Hear>();

/** Hears changes until the returned function is called. */
export function onChange(hear: Hear): () => void {
  hearers.add(hear);
  return () => hearers.delete(hear);
}

/** Tells everyone. Called by the one subscription in `studio.svelte.ts`. */
export function spread(change: Change): void {
  for (const hear of [...hearers]) hear(change);
}
