/** One posting page: what the core said last, what the creator types, and the choices on their way. */
import { asProblem, core, type Choice, type PostId, type PostingPage, type Problem } from "../../ipc";
import { onChange } from "../../state/changes";
import { studio } from "../../state/studio.svelte";

/** Milliseconds without a key before the caption is sent. */
const PAUSE = 250;

/** The draft's posting page while it is open. Decides nothing; keeps order. */
export class Posting {
  /** The page as the core said last. */
  page = $state.raw<PostingPage>();
  /** Why there is no newer page, until there is one. */
  problem = $state.raw<Problem>();
  /** The caption as typed. */
  text = $state("");
  /** Whether the caption as typed is with the core. */
  keeping = $state<"untouched" | "saving" | "saved">("untouched");
  /** True from the press of the button that publishes until the core answers. */
  sending = $state(false);
  readonly #draft: string;
  #choosing: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  #cover: Choice | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #reading = false;
  #changed = false;

  constructor(draft: string) {
    this.#draft = draft;
  }

  /** Asks TikTok afresh and follows changes until the returned function is called. */
  start(): () => void {
    const stop = onChange((change) => {
      if (change.what === "everything") void this.#read();
      if (change.what === "posting" && change.draft === this.#draft) void this.#read();
      if (change.what === "snapshot" && this.page?.creator.state === "no_account") void this.open();
    });
    void this.open();
    return () => {
      stop();
      void this.flush();
    };
  }

  /** Has TikTok asked what the account may do now. */
  async open(): Promise<void> {
    await this.#answer(() => core.postingOpen(this.#draft));
  }

  /** Tells the core what the creator did. Choices reach it in the order they were made. */
  choose(choice: Choice): Promise<void> {
    this.#waiting += 1;
    const told = this.#choosing.then(() => this.#tell(choice));
    this.#choosing = told;
    return told;
  }

  /** Takes a cover. Of several in a row only the last is sent, before whatever is chosen after it. */
  cover(ms: number | null): void {
    const isWaiting = this.#cover !== undefined;
    this.#cover = { choose: "cover", ms };
    if (isWaiting) return;
    this.#waiting += 1;
    this.#choosing = this.#choosing.then(() => {
      const last = this.#cover;
      this.#cover = undefined;
      return last && this.#tell(last);
    });
  }

  /** Takes what was typed; it is sent after a short pause. */
  write(text: string): void {
    this.text = text;
    this.keeping = "saving";
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), PAUSE);
  }

  /** Sends what was typed and waits until every choice is with the core. */
  async flush(): Promise<void> {
    if (this.#timer !== undefined) {
      clearTimeout(this.#timer);
      this.#timer = undefined;
      void this.choose({ choose: "caption", text: this.text });
    }
    await this.#choosing;
  }

  /** Publishes what is shown. Nothing is sent when the terms changed since the press. */
  async publish(): Promise<PostId | undefined> {
    const shown = this.page;
    if (this.sending || !shown) return undefined;
    this.sending = true;
    await this.flush();
    const page = this.page;
    let post: PostId | undefined;
    if (page?.publish.allowed && terms(page) === terms(shown)) {
      await studio.try(async () => (post = await core.postingPublish(this.#draft, page.revision)));
      if (post === undefined) void this.#read();
    }
    this.sending = false;
    return post;
  }

  async #tell(choice: Choice): Promise<void> {
    let page: PostingPage | undefined;
    const told = await studio.try(async () => (page = await core.postingChoose(this.#draft, choice)));
    this.#changed ||= !told;
    this.#waiting -= 1;
    if (this.#waiting > 0) return;
    if (page) this.#take(page);
    if (this.#changed) void this.#read();
  }

  /** Asks for the page once more, after choices and questions that are under way. */
  async #read(): Promise<void> {
    if (this.#reading || this.#waiting > 0) {
      this.#changed = true;
      return;
    }
    this.#reading = true;
    do {
      this.#changed = false;
      await this.#answer(() => core.postingPage(this.#draft));
    } while (this.#changed && this.#waiting === 0);
    this.#reading = false;
  }

  /** Takes the answer unless the creator chose something since the question. */
  async #answer(ask: () => Promise<PostingPage>): Promise<void> {
    const before = this.#choosing;
    try {
      const page = await ask();
      this.problem = undefined;
      if (before === this.#choosing) this.#take(page);
      else void this.#read();
    } catch (thrown) {
      this.problem = asProblem(thrown);
    }
  }

  #take(page: PostingPage): void {
    this.page = page;
    if (this.#timer !== undefined) return;
    this.text = page.caption.value;
    if (this.keeping === "saving") this.keeping = "saved";
  }
}

/** What the creator agrees to, apart from the words just typed. */
function terms(page: PostingPage): string {
  const { account, mode, privacy, interactions, disclosure, ai, coverMs, declaration } = page;
  return JSON.stringify([
    account?.id,
    mode.value,
    privacy?.value,
    interactions,
    disclosure,
    ai,
    coverMs,
    declaration,
  ]);
}
