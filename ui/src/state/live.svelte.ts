/** An answer of the core that is asked for again whenever it may have changed. */
import { untrack } from "svelte";
import { asProblem, type Change, type Problem } from "../ipc";
import { onChange } from "./changes";

/** What is known right now; nothing of it outlives the component. */
export class Live<T> {
  /** The latest answer; stays while a newer one is on its way. */
  value = $state.raw<T | undefined>();
  /** Why the latest question failed, until one succeeds. */
  problem = $state.raw<Problem | undefined>();
  /** True once the first answer takes long enough to be worth a skeleton. */
  slow = $state(false);
  #ask: () => Promise<T>;
  #asking = false;
  #again = false;
  #ended = false;

  constructor(ask: () => Promise<T>) {
    this.#ask = ask;
  }

  /** Asks now, or once more after the question that is under way. */
  async refresh(): Promise<void> {
    if (this.#ended) return;
    if (this.#asking) {
      this.#again = true;
      return;
    }
    this.#asking = true;
    const timer = setTimeout(() => (this.slow = this.value === undefined), 150);
    do {
      this.#again = false;
      await this.#once();
    } while (this.#again && !this.#ended);
    clearTimeout(timer);
    this.slow = false;
    this.#asking = false;
  }

  /** No further answer is taken. */
  end(): void {
    this.#ended = true;
  }

  /** Takes an answer that came with something else. */
  take(value: T): void {
    this.value = value;
    this.problem = undefined;
  }

  async #once(): Promise<void> {
    try {
      const value = await this.#ask();
      if (!this.#ended) this.take(value);
    } catch (thrown) {
      if (!this.#ended) this.problem = asProblem(thrown);
    }
  }
}

/**
 * Asks when the component appears and after each change that `concerns` it.
 * To be called while a component is set up; `key` starts anew when it changes.
 */
export function live<T>(
  ask: () => Promise<T>,
  concerns: (change: Change) => boolean,
  key: () => unknown = () => undefined,
): { readonly now: Live<T> } {
  const now = $derived.by(() => {
    key();
    return new Live(ask);
  });
  $effect.pre(() => {
    const mine = now;
    untrack(() => void mine.refresh());
    const stop = onChange((change) => {
      if (change.what === "everything" || concerns(change)) void mine.refresh();
    });
    return () => {
      stop();
      mine.end();
    };
  });
  return {
    get now() {
      return now;
    },
  };
}
