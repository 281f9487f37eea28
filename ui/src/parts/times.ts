/** Times within a video, as people read them. */

/** "0:47", "12:03", "1:02:03". */
export function clock(ms: number): string {
  const whole = Math.floor(ms / 1000);
  const seconds = String(whole % 60).padStart(2, "0");
  const minutes = Math.floor(whole / 60) % 60;
  const hours = Math.floor(whole / 3600);
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${seconds}` : `${minutes}:${seconds}`;
}

/** "0:12.403": to the millisecond, for choosing a frame. */
export function precise(ms: number): string {
  const whole = Math.floor(ms);
  return `${clock(whole)}.${String(whole % 1000).padStart(3, "0")}`;
}
