/** The only door to the core. Everything else in the window goes through here. */
import { say } from "../words";
import { commands, events, type Change, type Problem } from "./bindings";

export type * from "./bindings";

type Answer<R> = R extends { status: "ok"; data: infer Data }
  ? Data
  : R extends { status: "error" }
    ? never
    : R;
type Call<C> = C extends (...args: infer Args) => Promise<infer R>
  ? (...args: Args) => Promise<Answer<R>>
  : never;
type Core = { [Name in keyof typeof commands]: Call<(typeof commands)[Name]> };
type Result = { status: "ok"; data: unknown } | { status: "error"; error: Problem } | null | undefined;

function unwrapped(command: (...args: never[]) => Promise<Result | void>) {
  return async (...args: never[]): Promise<unknown> => {
    const result = await command(...args);
    if (!result || typeof result !== "object") return result;
    if (result.status === "error") throw result.error;
    return result.data;
  };
}

/** The core's commands. Each throws a `Problem` when it does not succeed. */
export const core = Object.fromEntries(
  Object.entries(commands).map(([name, command]) => [name, unwrapped(command)]),
) as Core;

/** Hears every change until the returned function is called. */
export function onChanged(hear: (change: Change) => void): Promise<() => void> {
  return events.changed.listen((event) => hear(event.payload));
}

/** Whatever was thrown, as a problem with its way on. */
export function asProblem(thrown: unknown): Problem {
  if (isProblem(thrown)) return thrown;
  console.error(thrown);
  return {
    code: "internal",
    message: say("shell-internal-problem"),
    remedy: say("shell-internal-remedy"),
    retryAt: null,
    logId: null,
  };
}

function isProblem(thrown: unknown): thrown is Problem {
  return typeof thrown === "object" && thrown !== null && "message" in thrown && "remedy" in thrown;
}
