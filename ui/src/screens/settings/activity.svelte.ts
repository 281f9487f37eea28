/** The record of what TikTok was asked, as far as it was paged through. */
import {
  asProblem,
  core,
  type ActivityPage,
  type ActivityRow,
  type ActivityWish,
  type Problem,
} from "../../ipc";

export class Pages {
  /** The latest page; what was shown before stays until it is here. */
  page = $state.raw<ActivityPage>();
  /** The rows of all pages so far. */
  rows = $state.raw<ActivityRow[]>([]);
  problem = $state.raw<Problem>();
  /** True once the first answer takes long enough to be worth a skeleton. */
  slow = $state(false);
  /** Answers to earlier questions come too late. */
  #asked = 0;

  /** Shows the newest of what is wanted. */
  async show(wish: ActivityWish): Promise<void> {
    const timer = setTimeout(() => (this.slow = this.page === undefined), 150);
    await this.#ask(wish, null, []);
    clearTimeout(timer);
    this.slow = false;
  }

  /** Adds the next page. */
  async more(wish: ActivityWish): Promise<void> {
    if (this.page?.older) await this.#ask(wish, this.page.older, this.rows);
  }

  async #ask(wish: ActivityWish, older: ActivityPage["older"], before: ActivityRow[]): Promise<void> {
    const mine = ++this.#asked;
    try {
      const page = await core.activityPage(wish, older);
      if (mine !== this.#asked) return;
      this.page = page;
      this.rows = [...before, ...page.rows];
      this.problem = undefined;
    } catch (thrown) {
      if (mine === this.#asked) this.problem = asProblem(thrown);
    }
  }
}
