import { expect, test } from "vitest";
import { marksOf, pieces } from "./marks";

function marked(text: string): string[] {
  return marksOf(text).map((mark) => text.slice(mark.start, mark.end));
}

test("hashtags and mentions are found in any script", () => {
  expect(marked("Ramen #ramen #夜食 #кухня #خبز @nord.noodle")).toEqual([
    "#ramen",
    "#夜食",
    "#кухня",
    "#خبز",
    "@nord.noodle",
  ]);
});

test("a sentence's full stop does not belong to the mention before it", () => {
  expect(marked("With @mara.cooks.")).toEqual(["@mara.cooks"]);
});

test("an address, a lone sign and a character reference are not marks", () => {
  expect(marked("mail me@example.org, C# and &#39; or # alone")).toEqual([]);
});

test("ranges count UTF-16 units, so that emoji before a mark do not shift it", () => {
  expect(marksOf("🍜🍜 #ramen")).toEqual([{ start: 5, end: 11 }]);
});

test("the pieces joined are the caption again", () => {
  for (const text of ["", "plain", "#a#b", "🍜 #ramen\n\n@x end", "#only"]) {
    const joined = pieces(text, marksOf(text)).map((piece) => piece.text);
    expect(joined.join("")).toBe(text);
  }
});
