/** The frames of a video by number and by time. Numbers begin at 0; times are milliseconds from the start. */

/** Frames a second to step by where the file does not say. */
const USUAL = 30;

/** Far below a frame: what a division may miss by. */
const DUST = 1e-6;

/** Frames of equal length, as many as the file's mean rate says. */
export class Frames {
  /** Number of the last one. */
  readonly last: number;

  readonly #rate: number;

  /** `lastMs` is when the last frame begins; at more than 1000 a second no two have times of their own. */
  constructor(rate: number | null, lastMs: number) {
    this.#rate = Math.min(rate && rate > 0 ? rate : USUAL, 1000);
    this.last = Math.floor((Math.max(0, lastMs) * this.#rate) / 1000 + DUST);
  }

  /** The frame that is seen at `ms`. */
  at(ms: number): number {
    return this.#within(Math.floor((ms * this.#rate) / 1000 + DUST));
  }

  /** The first whole millisecond at which `frame` is seen: what names it to TikTok. */
  startOf(frame: number): number {
    return Math.max(0, Math.ceil((this.#within(frame) * 1000) / this.#rate - DUST));
  }

  /** The frame `seconds` after `frame`, or before it. */
  later(frame: number, seconds: number): number {
    return this.at(this.startOf(frame) + seconds * 1000);
  }

  #within(frame: number): number {
    return Math.min(Math.max(0, frame), this.last);
  }
}
