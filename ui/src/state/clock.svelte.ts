/** The time of day for what counts down or names a time; ticks only while someone looks. */
import { createSubscriber } from "svelte/reactivity";

const subscribe = createSubscriber((update) => {
  const timer = setInterval(update, 1000);
  return () => clearInterval(timer);
});

/** UTC milliseconds, renewed each second. */
export function now(): number {
  subscribe();
  return Date.now();
}

// Round the clock, as in the sentences that come from the core.
const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
const time = new Intl.DateTimeFormat(undefined, { ...clock, second: "2-digit" });
const minute = new Intl.DateTimeFormat(undefined, clock);
const date = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" });

/** "15:46:20", with the date before it on any other day. */
export function timeOf(at: number): string {
  return sameDay(at) ? time.format(at) : minuteOf(at);
}

/** "15:46", with the date before it on any other day. */
export function minuteOf(at: number): string {
  return sameDay(at) ? minute.format(at) : `${date.format(at)}, ${minute.format(at)}`;
}

function sameDay(at: number): boolean {
  return new Date(at).toDateString() === new Date().toDateString();
}
