/** Where on the page each thing is that the walkthrough points at. */
import type { Look } from "../../ipc";
import { ids } from "../posting/focus";

const places: Record<Look, string> = {
  account: `#${ids.account}`,
  video: `#${ids.video}`,
  preview: ".lit .phone",
  caption: `.form > :has(#${ids.caption})`,
  privacy: `.form > :has(#${ids.privacy})`,
  interactions: ".form > :has([data-interaction])",
  disclosure: `#${ids.disclosure}`,
  declaration: "#declaration",
  button: "button.publish",
  notice: "#afterwards",
  inbox: ".form > section:has(ol)",
  status: ".detail > ol",
  hand_over: ".detail > section[aria-labelledby]",
};

/** Marks what `look` names within `page`, brings it into view, and stays with it while the page changes. */
export function pointAt(page: HTMLElement, look: Look): () => void {
  let marked: Element | null = null;
  const point = () => {
    const found = page.querySelector(places[look]);
    if (found === marked) return;
    marked?.removeAttribute("data-look");
    marked = found;
    found?.setAttribute("data-look", look);
    found?.scrollIntoView({ block: "nearest" });
  };
  const watch = new MutationObserver(point);
  watch.observe(page, { childList: true, subtree: true });
  point();
  return () => {
    watch.disconnect();
    marked?.removeAttribute("data-look");
  };
}
