import { expect, test } from "vitest";
import { Frames } from "./frames";

const RATES = [
  1,
  12.5,
  23,
  24_000 / 1001,
  25,
  29.8731,
  30_000 / 1001,
  30,
  50,
  60_000 / 1001,
  60,
  61,
  120,
  240,
];

test("frames have the times that players show them at", () => {
  const cases: [number, number, number][] = [
    // rate, frame, first whole millisecond
    [30, 0, 0],
    [30, 1, 34],
    [30, 97, 3234],
    [25, 1, 40],
    [60, 1, 17],
    [30_000 / 1001, 97, 3237],
    [24_000 / 1001, 24, 1001],
  ];
  for (const [rate, frame, ms] of cases) {
    const frames = new Frames(rate, 60_000);
    expect([frames.startOf(frame), frames.at(ms), frames.at(ms - 1)]).toEqual([
      ms,
      frame,
      Math.max(0, frame - 1),
    ]);
  }
});

test("every frame is found again by its own time, in order and within the video", () => {
  for (const rate of RATES) {
    for (const lastMs of [0, 7, 967, 1967, 47_000]) {
      const frames = new Frames(rate, lastMs);
      let before = -1;
      for (let frame = 0; frame <= frames.last; frame += 1) {
        const ms = frames.startOf(frame);
        if (frames.at(ms) !== frame || ms <= before || ms > lastMs)
          throw new Error(`${rate}/s, frame ${frame}: ${ms}`);
        before = ms;
      }
    }
  }
});

test("no step leaves the video, however short or long it is", () => {
  for (const lastMs of [0, 33, 967, 3_600_000]) {
    const frames = new Frames(30, lastMs);
    expect(frames.startOf(frames.last)).toBeLessThanOrEqual(lastMs);
    expect([frames.startOf(-1), frames.later(0, -1), frames.at(-5)]).toEqual([0, 0, 0]);
    expect(frames.later(frames.last, 1)).toBe(frames.last);
    expect(frames.at(frames.startOf(frames.last + 9))).toBe(frames.last);
  }
});

test("a second is a second at any rate, and there and back is where one was", () => {
  expect(new Frames(30, 60_000).later(10, 1)).toBe(40);
  expect(new Frames(60, 60_000).later(10, 1)).toBe(70);
  for (const rate of RATES.filter((rate) => Number.isInteger(rate))) {
    const frames = new Frames(rate, 60_000);
    expect(frames.later(frames.later(rate * 3, 1), -1)).toBe(rate * 3);
  }
});

test("a file that says nothing of its frames, or nonsense, can still be stepped through", () => {
  for (const rate of [null, 0, -1, Number.NaN]) expect(new Frames(rate, 1000).last).toBe(30);
  expect(new Frames(90_000, 1000).last).toBe(1000);
});
