import { expect, test } from "vitest";
import { clock, precise } from "./times";

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

test("a frame's time has milliseconds and never rounds up into the next second", () => {
  expect([0, 34, 12_400, 12_999.9].map(precise)).toEqual(["0:00.000", "0:00.034", "0:12.400", "0:12.999"]);
});
