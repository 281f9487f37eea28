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

test.each([
  ["at 2am #ramen\n@nord.end end", ["#ramen", "@nord.end"]],
  ["#拉麺\u3000#हिन्दी", ["#拉麺", "#हिन्दी"]],
  ["#soup, #soup #a#b (#c) #d。", ["#soup"]],
  ["a#b mail@host # @ ## #@x @x. &#39;", []],
])("%s is marked as the core marks it", (text, found) => {
  expect(marked(text)).toEqual(found);
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
