/** Where on the posting page each thing to do is done. */
import type { Control } from "../../ipc";

/** Ids of the controls a todo can lead to. */
export const ids: Record<Control, string> = {
  account: "account",
  video: "findings",
  photo_title: "photo-title",
  caption: "caption",
  privacy: "privacy",
  disclosure: "disclosure",
};

/** Brings the control into view and puts the focus on it, or on the first thing in it that takes it. */
export function goTo(control: Control): void {
  const place = document.getElementById(ids[control]);
  if (!place) return;
  place.scrollIntoView({ block: "center" });
  const inner =
    place.querySelector<HTMLElement>(".in input") ??
    place.querySelector<HTMLElement>("summary, button, input");
  const target = place.matches("select, textarea, [tabindex]") ? place : (inner ?? place);
  target.focus({ preventScroll: true, focusVisible: true } as FocusOptions);
}
