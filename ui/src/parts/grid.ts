/** Walking through lists and grids with the arrow keys. */

/**
 * Index that `key` leads to from `from` in a list that stands upright, or `undefined` when it leads nowhere.
 * `from` is -1 when the focus is on none. `round` goes on at the other end.
 */
export function along(key: string, from: number, count: number, round = false): number | undefined {
  const ways: Record<string, number> = {
    ArrowDown: from + 1,
    ArrowUp: from - 1,
    Home: 0,
    End: count - 1,
  };
  const to = ways[key];
  if (to === undefined || count === 0) return undefined;
  if (round) return (to + count) % count;
  return to >= 0 && to < count ? to : undefined;
}

/** Index of the card that `key` leads to from card `from`, or `undefined` when it leads nowhere. */
export function step(
  key: string,
  from: number,
  count: number,
  columns: number,
  rtl: boolean,
): number | undefined {
  const forward = rtl ? "ArrowLeft" : "ArrowRight";
  const backward = rtl ? "ArrowRight" : "ArrowLeft";
  const ways: Record<string, number> = {
    [forward]: from + 1,
    [backward]: from - 1,
    ArrowDown: from + columns,
    ArrowUp: from - columns,
    Home: 0,
    End: count - 1,
  };
  const to = ways[key];
  if (to === undefined || to < 0) return undefined;
  if (to < count) return to;
  const hasRowBelow = Math.floor(from / columns) < Math.floor((count - 1) / columns);
  return key === "ArrowDown" && hasRowBelow ? count - 1 : undefined;
}

/** How many of `cards` stand in the first row. */
export function columnsOf(cards: HTMLElement[]): number {
  const top = cards[0]?.offsetTop;
  const below = cards.findIndex((card) => card.offsetTop !== top);
  return below === -1 ? Math.max(1, cards.length) : below;
}
