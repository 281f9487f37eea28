/** Keys the window answers to. Letters act only outside text fields and can be switched off. */
import { studio } from "./studio.svelte";

export type Keys = Record<string, (event: KeyboardEvent) => void>;

const layers: Keys[] = [];

/**
 * Binds keys until the returned function is called, e.g. `$effect(() => bindKeys({ c: check }))`.
 * Names are `event.key` (letters small), with `Ctrl+` (⌘ on macOS) and `Shift+` before them.
 * The latest binding of a key wins.
 */
export function bindKeys(keys: Keys): () => void {
  layers.push(keys);
  return () => void layers.splice(layers.indexOf(keys), 1);
}

/** Whether ⌘ stands for Ctrl here. */
export const apple = /Mac/.test(navigator.userAgent);

/** The one listener; bound to the window by `App.svelte`. */
export function press(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || event.altKey) return;
  const name = nameOf(event);
  if (isTyping(event.target) && name in history) return rewrite(event, name);
  if (document.querySelector("dialog[open]")) return;
  if (isTyping(event.target) && !name.startsWith("Ctrl+") && event.key !== "F6") return;
  if (isLetter(event) && !(studio.snapshot?.settings.letterShortcuts ?? true)) return;
  const layer = layers.findLast((keys) => name in keys);
  if (!layer) return;
  event.preventDefault();
  layer[name]?.(event);
}

/** WebKitGTK keeps a history of each text field but binds no key to it. */
const history: Record<string, string> = {
  "Ctrl+z": "undo",
  "Ctrl+Shift+z": "redo",
  "Ctrl+y": "redo",
};

function rewrite(event: KeyboardEvent, name: string): void {
  event.preventDefault();
  document.execCommand(history[name] ?? "");
}

function nameOf(event: KeyboardEvent): string {
  const ctrl = apple ? event.metaKey : event.ctrlKey;
  const single = event.key.length === 1;
  const shift = event.shiftKey && (!single || /[a-z]/i.test(event.key));
  return `${ctrl ? "Ctrl+" : ""}${shift ? "Shift+" : ""}${single ? event.key.toLowerCase() : event.key}`;
}

function isLetter(event: KeyboardEvent): boolean {
  return event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey;
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
  if (target instanceof HTMLSelectElement) return true;
  return (
    target instanceof HTMLInputElement && !["checkbox", "radio", "button", "range"].includes(target.type)
  );
}
