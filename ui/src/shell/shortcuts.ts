/** The keys there are, for the list under "?". Publishing has none, on purpose. */
import { apple } from "../state/keys";

const ctrl = apple ? "⌘" : "Ctrl";

export interface Shortcut {
  keys: string[];
  /** Key of its words. */
  does: string;
  /** A single letter; acts only while those are on. */
  letter?: boolean;
}

export const shortcutGroups: { heading: string; shortcuts: Shortcut[] }[] = [
  {
    heading: "shell-keys-everywhere",
    shortcuts: [
      { keys: ["N"], does: "shell-key-new", letter: true },
      { keys: [ctrl, "1"], does: "shell-key-drafts" },
      { keys: [ctrl, "2"], does: "shell-key-posts" },
      { keys: [ctrl, "3"], does: "shell-key-videos" },
      { keys: [ctrl, ","], does: "shell-key-settings" },
      { keys: [ctrl, "Z"], does: "shell-key-undo" },
      { keys: ["Esc"], does: "shell-key-escape" },
      { keys: ["F1"], does: "shell-key-help-menu" },
      { keys: ["F6"], does: "shell-key-region" },
      { keys: [ctrl, "+", "−", "0"], does: "shell-key-zoom" },
      { keys: ["?"], does: "shell-key-help", letter: true },
    ],
  },
  {
    heading: "shell-drafts",
    shortcuts: [
      { keys: ["↑", "↓", "←", "→"], does: "shell-key-grid" },
      { keys: ["Enter"], does: "shell-key-open" },
      { keys: ["/"], does: "shell-key-search", letter: true },
      { keys: ["Delete"], does: "shell-key-bin" },
    ],
  },
  {
    heading: "shell-keys-posting",
    shortcuts: [
      { keys: ["Space"], does: "shell-key-play" },
      { keys: [","], does: "shell-key-frame-back", letter: true },
      { keys: ["."], does: "shell-key-frame-on", letter: true },
      { keys: ["Shift", "←", "→"], does: "shell-key-second" },
      { keys: ["Z"], does: "shell-key-zones", letter: true },
    ],
  },
  {
    heading: "shell-posts",
    shortcuts: [
      { keys: ["↑", "↓"], does: "shell-key-walk" },
      { keys: ["Alt", "↑", "↓"], does: "shell-key-reorder" },
      { keys: ["Enter"], does: "shell-key-open" },
      { keys: ["P"], does: "shell-key-pause", letter: true },
      { keys: ["C"], does: "shell-key-check", letter: true },
    ],
  },
  {
    heading: "settings-activity",
    shortcuts: [{ keys: ["/"], does: "shell-key-search", letter: true }],
  },
  {
    heading: "shell-videos",
    shortcuts: [
      { keys: ["↑", "↓", "←", "→"], does: "shell-key-grid" },
      { keys: ["C"], does: "shell-key-ask", letter: true },
    ],
  },
];
