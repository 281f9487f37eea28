import { expect, test } from "vitest";
import table from "../../../src-tauri/crates/studio/tests/marks.json";
import { marksOf, pieces } from "./marks";

test.each(table as [string, [number, number][]][])("%j is marked as the core marks it", (text, found) => {
  expect(marksOf(text).map((mark) => [mark.start, mark.end])).toEqual(found);
});

test("the pieces joined are the caption again", () => {
  for (const text of ["", "plain", "#a#b", "🍜 #ramen\n\n@x end", "#only"]) {
    const joined = pieces(text, marksOf(text)).map((piece) => piece.text);
    expect(joined.join("")).toBe(text);
  }
});
