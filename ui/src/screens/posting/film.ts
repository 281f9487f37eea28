/** Frames of a video, drawn by the window: for the strip below the preview and as the draft's picture. */

import { middle } from "./crop";

/** Fills `canvas` with the middle of what `video` shows now. */
export function paint(video: HTMLVideoElement, canvas: HTMLCanvasElement): void {
  const part = middle({ width: video.videoWidth, height: video.videoHeight }, canvas);
  const context = canvas.getContext("2d");
  context?.drawImage(video, part.x, part.y, part.width, part.height, 0, 0, canvas.width, canvas.height);
}

/** A video that is only looked into, never shown. */
export class Film {
  readonly #video = document.createElement("video");

  readonly #ending: AbortSignal;

  private constructor(ending: AbortSignal) {
    this.#ending = ending;
    ending.addEventListener("abort", () => this.close(), { once: true });
  }

  /** Opens the video behind `address`; throws when the window cannot play it, or once it is `ending`. */
  static async open(address: string, ending: AbortSignal): Promise<Film> {
    const film = new Film(ending);
    film.#video.crossOrigin = "anonymous";
    film.#video.muted = true;
    film.#video.preload = "auto";
    film.#video.src = address;
    await film.#heard("loadeddata");
    return film;
  }

  /** Whether there is more than sound. */
  get hasPicture(): boolean {
    return this.#video.videoWidth > 0;
  }

  /** Length in seconds. */
  get length(): number {
    return Number.isFinite(this.#video.duration) ? this.#video.duration : 0;
  }

  /** The frame at `seconds`, filling `canvas`. */
  async draw(seconds: number, canvas: HTMLCanvasElement): Promise<void> {
    await this.#seek(seconds);
    paint(this.#video, canvas);
  }

  /** The frame at `seconds` as JPEG bytes, at most `edge` pixels on its longer side. */
  async picture(seconds: number, edge: number): Promise<number[]> {
    const { videoWidth, videoHeight } = this.#video;
    const scale = Math.min(1, edge / Math.max(videoWidth, videoHeight));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(videoWidth * scale);
    canvas.height = Math.round(videoHeight * scale);
    await this.draw(seconds, canvas);
    const blob = await new Promise<Blob | null>((take) => canvas.toBlob(take, "image/jpeg", 0.85));
    if (!blob) throw new Error("the frame could not be encoded");
    return [...new Uint8Array(await blob.arrayBuffer())];
  }

  /** Lets go of the video and its connection. */
  close(): void {
    this.#video.removeAttribute("src");
    this.#video.load();
  }

  async #seek(seconds: number): Promise<void> {
    if (Math.abs(this.#video.currentTime - seconds) < 0.001) return;
    const there = this.#heard("seeked");
    this.#video.currentTime = seconds;
    await there;
  }

  #heard(event: "loadeddata" | "seeked"): Promise<void> {
    return new Promise((resolve, reject) => {
      const once = { once: true };
      this.#ending.throwIfAborted();
      this.#ending.addEventListener("abort", () => reject(new Error("the page was left")), once);
      this.#video.addEventListener(event, () => resolve(), once);
      this.#video.addEventListener("error", () => reject(new Error("the video does not play here")), once);
    });
  }
}
