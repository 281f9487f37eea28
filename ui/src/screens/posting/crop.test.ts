import { expect, test } from "vitest";
import { middle } from "./crop";

test("a crop is taken from the middle", () => {
  const cases = [
    // picture, ratio, part
    [1080, 1920, 3, 4, { x: 0, y: 240, width: 1080, height: 1440 }],
    [1080, 1920, 1, 1, { x: 0, y: 420, width: 1080, height: 1080 }],
    [1920, 1080, 3, 4, { x: 555, y: 0, width: 810, height: 1080 }],
    [500, 500, 1, 1, { x: 0, y: 0, width: 500, height: 500 }],
  ] as const;
  for (const [width, height, across, down, part] of cases) {
    expect(middle({ width, height }, { width: across, height: down })).toEqual(part);
  }
});

test("a crop has its ratio, lies within the picture and touches two of its edges", () => {
  const sides = [1, 360, 719, 1080, 4096];
  for (const width of sides) {
    for (const height of sides) {
      for (const [across, down] of [
        [3, 4],
        [1, 1],
        [9, 16],
        [108, 72],
      ] as const) {
        const part = middle({ width, height }, { width: across, height: down });
        expect(part.width / part.height).toBeCloseTo(across / down, 9);
        expect(part.x).toBeCloseTo((width - part.width) / 2, 9);
        expect(Math.min(part.x, part.y)).toBeCloseTo(0, 9);
        expect(Math.max(part.x * 2 + part.width, part.y * 2 + part.height)).toBeCloseTo(
          Math.max(width, height),
          9,
        );
      }
    }
  }
});
