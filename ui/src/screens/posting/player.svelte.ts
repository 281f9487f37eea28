/** The video in the preview: what it shows and how it is moved. */

export class Player {
  /** The element, while one is shown. */
  video = $state<HTMLVideoElement>();
  /** Seconds from the start, as the element says. */
  at = $state(0);
  paused = $state(true);
  muted = $state(false);
  /** Address of a video that does not play here. */
  broken = $state<string | null>(null);

  toggle(): void {
    if (!this.video) return;
    if (this.video.paused) void this.video.play().catch(() => undefined);
    else this.video.pause();
  }

  /** Stops and shows the frame that is seen at `ms`. */
  show(ms: number): void {
    if (!this.video) return;
    this.video.pause();
    // Half a millisecond on, so that rounding never leads to the frame before.
    this.at = (ms + 0.5) / 1000;
  }
}
