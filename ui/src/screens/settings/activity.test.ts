import { beforeEach, expect, test, vi } from "vitest";
import { core, type ActivityPage } from "../../ipc";
import { Pages } from "./activity.svelte";

vi.mock("../../ipc", () => ({ core: { activityPage: vi.fn() }, asProblem: (thrown: unknown) => thrown }));

const ask = vi.mocked(core.activityPage);
const wish = { search: "", account: null, starter: null };
const older = { until: 1, id: 1 };

/** A page with rows of these ids; there is more behind it. */
function page(...ids: number[]): ActivityPage {
  return { rows: ids.map((id) => ({ id })), older } as ActivityPage;
}

function shown(pages: Pages) {
  return pages.rows.map((row) => row.id);
}

const anywhere = () => true;
const nowhere = () => false;

beforeEach(() => ask.mockReset());

test("what is added appears by itself at the top", async () => {
  const mine = new Pages();
  ask.mockResolvedValueOnce(page(2, 1)).mockResolvedValueOnce(page(3, 2));
  await mine.show(wish);
  await mine.look(anywhere);
  expect(shown(mine)).toEqual([3, 2]);
  expect(mine.news).toBe(false);
});

test("under a reader who is further down nothing moves, and what is new is offered", async () => {
  const mine = new Pages();
  ask.mockResolvedValueOnce(page(2, 1)).mockResolvedValueOnce(page(2, 1)).mockResolvedValueOnce(page(3, 2));
  await mine.show(wish);
  await mine.look(nowhere);
  expect(mine.news).toBe(false);
  await mine.look(nowhere);
  expect(mine.news).toBe(true);
  expect(shown(mine)).toEqual([2, 1]);
  ask.mockResolvedValueOnce(page(3, 2));
  await mine.show(wish);
  expect(mine.news).toBe(false);
  expect(shown(mine)).toEqual([3, 2]);
});

test("older pages are not lost to what is new", async () => {
  const mine = new Pages();
  ask.mockResolvedValueOnce(page(4, 3)).mockResolvedValueOnce(page(2, 1)).mockResolvedValueOnce(page(5, 4));
  await mine.show(wish);
  await mine.more();
  await mine.look(anywhere);
  expect(shown(mine)).toEqual([4, 3, 2, 1]);
  expect(mine.news).toBe(true);
});

test("a look that comes after another wish changes nothing", async () => {
  const mine = new Pages();
  ask.mockResolvedValueOnce(page(2, 1));
  await mine.show(wish);
  let answer = (_: ActivityPage) => {};
  ask.mockReturnValueOnce(new Promise((resolve) => (answer = resolve))).mockResolvedValueOnce(page(1));
  const looking = mine.look(anywhere);
  await mine.show({ ...wish, search: "ramen" });
  answer(page(3, 2));
  await looking;
  expect(shown(mine)).toEqual([1]);
});

test("what is told while a look is under way is looked for after it, once", async () => {
  const mine = new Pages();
  ask.mockResolvedValue(page(1));
  await mine.show(wish);
  await Promise.all([mine.look(anywhere), mine.look(anywhere), mine.look(anywhere)]);
  expect(ask).toHaveBeenCalledTimes(3);
});

test("a look that fails leaves what is shown", async () => {
  const mine = new Pages();
  ask.mockResolvedValueOnce(page(2, 1)).mockRejectedValueOnce(new Error("busy"));
  await mine.show(wish);
  await mine.look(anywhere);
  expect(shown(mine)).toEqual([2, 1]);
  expect(mine.problem).toBeUndefined();
});
