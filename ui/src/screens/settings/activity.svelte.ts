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
  /** True while newer entries wait to be shown. */
  news = $state(false);
  #wish: ActivityWish = { search: "", account: null, starter: null };
  /** Answers to earlier questions come too late. */
  #asked = 0;
  #looking = false;
  #again = false;

  /** Shows the newest of what is wanted. */
  async show(wish: ActivityWish): Promise<void> {
    this.#wish = wish;
    const timer = setTimeout(() => (this.slow = this.page === undefined), 150);
    await this.#ask(null, []);
    clearTimeout(timer);
    this.slow = false;
  }

  /** Adds the next page. */
  async more(): Promise<void> {
    if (this.page?.older) await this.#ask(this.page.older, this.rows);
  }

  /** Something may have been added: shows it, or only that it is there while `mayMove` forbids more. */
  async look(mayMove: () => boolean): Promise<void> {
    this.#again = true;
    if (this.#looking) return;
    this.#looking = true;
    while (this.#again) {
      this.#again = false;
      await this.#lookOnce(mayMove);
    }
    this.#looking = false;
  }

  async #lookOnce(mayMove: () => boolean): Promise<void> {
    const asked = this.#asked;
    // Nobody asked for this look: whoever does is told what is wrong.
    const page = await core.activityPage(this.#wish, null).catch(() => undefined);
    if (!page || asked !== this.#asked || !this.page) return;
    const isFirst = this.rows.length === this.page.rows.length;
    if (isFirst && mayMove()) this.#take(page, []);
    else this.news = JSON.stringify(page.rows[0]) !== JSON.stringify(this.rows[0]);
  }

  async #ask(older: ActivityPage["older"], before: ActivityRow[]): Promise<void> {
    const mine = ++this.#asked;
    try {
      const page = await core.activityPage(this.#wish, older);
      if (mine === this.#asked) this.#take(page, before);
    } catch (thrown) {
      if (mine === this.#asked) this.problem = asProblem(thrown);
    }
  }

  #take(page: ActivityPage, before: ActivityRow[]): void {
    this.page = page;
    this.rows = [...before, ...page.rows];
    this.problem = undefined;
    if (before.length === 0) this.news = false;
  }
}
