/** Where hashtags and mentions lie in a caption. Only for colouring while the core's answer is on its way. */
import type { CaptionMark } from "../ipc";

// Whole words between blanks, as the core marks them: punctuation ends a tag, and only "_" may stand in one.
const ENDS =
  "\\s!-\\-/:-@\\[-^`{-~\u00a1-\u00bf\u2010-\u205e\u3001-\u3003\u3008-\u3011\uff01-\uff0f\uff1a-\uff20";
const MARK = new RegExp(`(?<!\\S)(?:#[^.${ENDS}]+|@[^${ENDS}]*[^.${ENDS}])(?!\\S)`, "gu");

/** Hashtags and mentions of `text` as UTF-16 ranges. */
export function marksOf(text: string): CaptionMark[] {
  return [...text.matchAll(MARK)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** A run of the caption; marked ones are drawn in the colour of links. */
export interface Piece {
  text: string;
  marked: boolean;
}

/** Cuts `text` at its marks; the pieces joined are `text` again. */
export function pieces(text: string, marks: CaptionMark[]): Piece[] {
  const cut: Piece[] = [];
  let from = 0;
  for (const mark of marks) {
    if (mark.start > from) cut.push({ text: text.slice(from, mark.start), marked: false });
    cut.push({ text: text.slice(mark.start, mark.end), marked: true });
    from = mark.end;
  }
  if (from < text.length) cut.push({ text: text.slice(from), marked: false });
  return cut;
}
