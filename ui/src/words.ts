/** The window's labels, from the catalogue it shares with the core. */
import { FluentBundle, FluentResource, type FluentVariable } from "@fluent/bundle";

const files = import.meta.glob<string>("../../src-tauri/locales/en/*.ftl", {
  query: "?raw",
  import: "default",
  eager: true,
});

const bundle = new FluentBundle("en", { useIsolating: false });
for (const [name, text] of Object.entries(files)) {
  const errors = bundle.addResource(new FluentResource(text));
  for (const error of errors) missing(`${name}: ${error.message}`);
}

/** The sentence for `key`. A key the catalogue lacks is a mistake of ours and stops tests. */
export function say(key: string, values?: Record<string, FluentVariable>): string {
  const pattern = bundle.getMessage(key)?.value;
  if (!pattern) return missing(key);
  const errors: Error[] = [];
  const text = bundle.formatPattern(pattern, values, errors);
  if (errors[0]) missing(`${key}: ${errors[0].message}`);
  return text;
}

/** Whether the catalogue has a sentence for `key`. */
export function knows(key: string): boolean {
  return Boolean(bundle.getMessage(key)?.value);
}

function missing(key: string): string {
  if (import.meta.env.PROD) return key;
  throw new Error(`no such words: ${key}`);
}
