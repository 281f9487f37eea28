import { expect, test } from "vitest";
import { along, step } from "./grid";

test("arrows walk along rows and down columns", () => {
  expect(step("ArrowRight", 0, 7, 3, false)).toBe(1);
  expect(step("ArrowLeft", 1, 7, 3, false)).toBe(0);
  expect(step("ArrowDown", 1, 7, 3, false)).toBe(4);
  expect(step("ArrowUp", 4, 7, 3, false)).toBe(1);
});

test("in right-to-left text the side arrows turn round", () => {
  expect(step("ArrowLeft", 0, 7, 3, true)).toBe(1);
  expect(step("ArrowRight", 1, 7, 3, true)).toBe(0);
});

test("down into a shorter last row lands on its last card", () => {
  expect(step("ArrowDown", 5, 7, 3, false)).toBe(6);
});

test("nothing lies beyond the edges", () => {
  expect(step("ArrowUp", 2, 7, 3, false)).toBeUndefined();
  expect(step("ArrowLeft", 0, 7, 3, false)).toBeUndefined();
  expect(step("ArrowRight", 6, 7, 3, false)).toBeUndefined();
  expect(step("ArrowDown", 6, 7, 3, false)).toBeUndefined();
});

test("Home and End lead to the ends, other keys nowhere", () => {
  expect(step("Home", 4, 7, 3, false)).toBe(0);
  expect(step("End", 4, 7, 3, false)).toBe(6);
  expect(step("x", 4, 7, 3, false)).toBeUndefined();
});

test("a list is walked up and down, and round where that is wished", () => {
  expect(along("ArrowDown", 1, 3)).toBe(2);
  expect(along("ArrowUp", 1, 3)).toBe(0);
  expect(along("ArrowDown", 2, 3)).toBeUndefined();
  expect(along("ArrowUp", 0, 3)).toBeUndefined();
  expect(along("ArrowDown", 2, 3, true)).toBe(0);
  expect(along("ArrowUp", 0, 3, true)).toBe(2);
  expect(along("ArrowDown", -1, 3, true)).toBe(0);
  expect(along("End", 0, 3)).toBe(2);
  expect(along("Home", 2, 3)).toBe(0);
  expect(along("Home", -1, 0)).toBeUndefined();
  expect(along("x", 0, 3, true)).toBeUndefined();
});
