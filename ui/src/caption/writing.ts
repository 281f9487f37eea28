/** Where words lie around the caret, and how text is put there so that Ctrl+Z takes it back. */

/** A hashtag that is being typed. */
export interface TypedTag {
  /** Where its "#" stands, in UTF-16 units. */
  start: number;
  /** What stands behind the "#" so far. */
  typed: string;
}

/** The hashtag whose end the caret is at, if any. */
export function tagAt(text: string, caret: number): TypedTag | undefined {
  if (/^\S/.test(text.slice(caret))) return undefined;
  const word = /(?<!\S)#\S*$/u.exec(text.slice(0, caret));
  return word ? { start: word.index, typed: word[0].slice(1) } : undefined;
}

/** `piece` with the blanks that keep it apart from what stands around it. */
export function apart(piece: string, before: string, after: string): string {
  const start = /\S$/u.test(before) ? " " : "";
  const end = /^\S/u.test(after) ? " " : "";
  return start + piece + end;
}

/** Puts `piece` in place of what lies between `start` and `end`, as if it were typed. */
export function put(area: HTMLTextAreaElement, piece: string, start: number, end: number): void {
  area.focus();
  area.setSelectionRange(start, end);
  // The only way that stays in the field's own history of undoing.
  document.execCommand("insertText", false, piece);
}
