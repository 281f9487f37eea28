/** Hashtags the creator used before, while one is being typed. */
import { core, type DraftId, type HashtagUse } from "../ipc";
import { tagAt, type TypedTag } from "./writing";

/** The list beside the caret: open while there is something to offer. */
export class Completion {
  /** What is offered; empty while the list is closed. */
  tags = $state.raw<HashtagUse[]>([]);
  /** How many there are, for whoever does not see them. */
  spoken = $state("");
  /** Which one Enter would take; none until an arrow key has chosen. */
  active = $state<number>();
  /** What is being typed. */
  typed = $state.raw<TypedTag>();
  readonly #draft: DraftId;
  #questions = 0;

  constructor(draft: DraftId) {
    this.#draft = draft;
  }

  /** Looks for what begins as the hashtag at the caret. */
  async look(text: string, caret: number): Promise<void> {
    const typed = tagAt(text, caret);
    if (!typed) return this.close();
    const question = ++this.#questions;
    try {
      const found = await core.hashtagsLike(this.#draft, typed.typed);
      if (question !== this.#questions) return;
      const chosen = this.active === undefined ? undefined : this.tags[this.active]?.tag;
      this.#show(typed, found.tags, found.spoken);
      // An answer that comes after the arrow key must not undo it.
      const again = found.tags.findIndex((use) => use.tag === chosen);
      if (again >= 0) this.active = again;
    } catch (thrown) {
      // Nobody should be stopped in the middle of a word.
      console.error(thrown);
      if (question === this.#questions) this.close();
    }
  }

  /** Closes the list; an answer still on its way is not shown. */
  close(): void {
    this.#questions += 1;
    this.#show(undefined, [], "");
  }

  /** Lets an open list have a key. Returns the hashtag that the key takes. */
  press(event: KeyboardEvent): HashtagUse | undefined {
    const count = this.tags.length;
    if (count === 0 || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return undefined;
    const chosen = this.active === undefined ? undefined : this.tags[this.active];
    if (event.key === "ArrowDown") this.active = ((this.active ?? -1) + 1) % count;
    else if (event.key === "ArrowUp") this.active = ((this.active ?? count) - 1 + count) % count;
    else if (event.key === "Escape") this.close();
    else if (/^Arrow|^Home$|^End$|^Page/.test(event.key)) return void this.close();
    else if (!chosen || event.shiftKey || (event.key !== "Enter" && event.key !== "Tab")) return undefined;
    event.preventDefault();
    event.stopPropagation();
    return event.key === "Enter" || event.key === "Tab" ? chosen : undefined;
  }

  #show(typed: TypedTag | undefined, tags: HashtagUse[], spoken: string): void {
    this.typed = typed;
    this.tags = tags;
    this.spoken = spoken;
    this.active = undefined;
  }
}
