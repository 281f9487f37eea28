/** Cells of the chunk row: one for each chunk up to forty, beyond that grouped evenly. */

const MOST = 40;

export interface Cell {
  state: "stored" | "current" | "coming";
  /** Part of the cell that is sent, 0 to 1. */
  filled: number;
  /** Holds the last chunk, whose arrival posts. */
  last: boolean;
}

/** Cells for `chunks` chunks of which `chunk` (from 0) is being sent, `part` of all bytes being away. */
export function cells(chunk: number, chunks: number, part: number): Cell[] {
  const count = Math.min(chunks, MOST);
  const perCell = chunks / count;
  return Array.from({ length: count }, (_, index) => {
    const from = Math.round(index * perCell);
    const to = Math.round((index + 1) * perCell);
    const last = index === count - 1;
    if (part >= 1 || to <= chunk) return { state: "stored", filled: 1, last };
    if (from > chunk) return { state: "coming", filled: 0, last };
    const filled = (part * chunks - from) / (to - from);
    return { state: "current", filled: Math.min(1, Math.max(0, filled)), last };
  });
}
