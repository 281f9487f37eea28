/** Times within a video, as people read them. */

/** "0:47", "12:03", "1:02:03". */
export function clock(ms: number): string {
  const whole = Math.floor(ms / 1000);
  const seconds = String(whole % 60).padStart(2, "0");
  const minutes = Math.floor(whole / 60) % 60;
  const hours = Math.floor(whole / 3600);
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${seconds}` : `${minutes}:${seconds}`;
}

/** "0:12.4": with tenths, for choosing a frame. */
export function fine(ms: number): string {
  return `${clock(ms)}.${Math.floor((ms % 1000) / 100)}`;
}
