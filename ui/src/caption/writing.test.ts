import { expect, test } from "vitest";
import { apart, tagAt } from "./writing";

test.each([
  ["#", 1, { start: 0, typed: "" }],
  ["at 2am #ra", 10, { start: 7, typed: "ra" }],
  ["a\n#拉", 4, { start: 2, typed: "拉" }],
  ["🍜 #ra #soup", 6, { start: 3, typed: "ra" }],
  ["#ramen", 3, undefined],
  ["a#ra", 4, undefined],
  ["#ra ", 4, undefined],
  ["ra", 2, undefined],
  ["", 0, undefined],
])("in %j at %i the caret is at the end of %j", (text, caret, tag) => {
  expect(tagAt(text, caret)).toEqual(tag);
});

test.each([
  ["#a #b", "", "", "#a #b"],
  ["#a", "soup", "", " #a"],
  ["#a", "soup ", "end", "#a "],
  ["#a", "soup\n", "\nend", "#a"],
  ["#a", "soup", "end", " #a "],
])("%j between %j and %j is put in as %j", (piece, before, after, whole) => {
  expect(apart(piece, before, after)).toBe(whole);
});
