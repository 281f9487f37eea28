import { expect, test } from "vitest";
import { knows, say } from "./words";

const sources = import.meta.glob<string>("./**/*.{ts,svelte}", {
  query: "?raw",
  import: "default",
  eager: true,
});
const catalogue = import.meta.glob<string>("../../src-tauri/locales/en/*.ftl", {
  query: "?raw",
  import: "default",
  eager: true,
});
const keys = Object.values(catalogue).flatMap((text) =>
  [...text.matchAll(/^([a-z][\w-]*) *=/gm)].map((m) => m[1]),
);

test("every label the window asks for by name is in the catalogue", () => {
  const asked = Object.values(sources).flatMap((text) =>
    [...text.matchAll(/\bsay\(\s*"([^"]+)"/g)].map((m) => m[1]!),
  );
  expect(asked.length).toBeGreaterThan(100);
  expect(asked.filter((key) => key !== "nowhere" && !knows(key))).toEqual([]);
});

test("every label the window puts together has a family in the catalogue", () => {
  const heads = Object.values(sources).flatMap((text) =>
    [...text.matchAll(/\bsay\(\s*`([\w-]+)\$\{/g)].map((m) => m[1]!),
  );
  expect(heads.length).toBeGreaterThan(5);
  expect(heads.filter((head) => !keys.some((key) => key?.startsWith(head)))).toEqual([]);
});

test("a label that nobody wrote stops the test instead of showing its key", () => {
  expect(() => say("nowhere")).toThrow("no such words: nowhere");
});

test("a sentence without a value it needs stops the test", () => {
  expect(() => say("shell-retry-at")).toThrow("no such words");
});
