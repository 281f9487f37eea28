import { expect, test } from "vitest";
import { clock, fine } from "./times";

test("a video's length reads like a clock", () => {
  expect([0, 999, 47_000, 61_500, 723_000, 3_723_000].map(clock)).toEqual([
    "0:00",
    "0:00",
    "0:47",
    "1:01",
    "12:03",
    "1:02:03",
  ]);
});

test("a frame's time has tenths and never rounds up into the next second", () => {
  expect([0, 12_400, 12_999].map(fine)).toEqual(["0:00.0", "0:12.4", "0:12.9"]);
});
