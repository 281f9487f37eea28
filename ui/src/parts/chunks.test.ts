import { expect, test } from "vitest";
import { cells } from "./chunks";

test("each chunk up to forty has its own cell", () => {
  const row = cells(8, 13, 0.64);
  expect(row.map((cell) => cell.state)).toEqual([
    ...Array<string>(8).fill("stored"),
    "current",
    ...Array<string>(4).fill("coming"),
  ]);
  expect(row[8]?.filled).toBeCloseTo(0.32);
  expect(row[12]?.last).toBe(true);
});

test("many chunks share forty cells and exactly one of them is current", () => {
  for (const chunk of [0, 1, 57, 998, 999]) {
    const row = cells(chunk, 1000, chunk / 1000);
    expect(row).toHaveLength(40);
    expect(row.filter((cell) => cell.state === "current")).toHaveLength(1);
  }
});

test("a file sent whole is one cell that is also the last", () => {
  expect(cells(0, 1, 0.5)).toEqual([{ state: "current", filled: 0.5, last: true }]);
});

test("everything sent leaves no current cell", () => {
  expect(cells(12, 13, 1).every((cell) => cell.state === "stored")).toBe(true);
});
