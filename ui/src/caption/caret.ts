/** Where the caret stands in a field of several lines that Tab comes back to. */

/**
 * Lets Tab find the caret where it was left, at first behind the last letter. WebKit puts it before the
 * first one, and does so only after the field has heard that it has the focus.
 */
export function keepsCaret(area: HTMLTextAreaElement): () => void {
  let left: [number, number] | undefined;
  let tabbed = false;
  let arriving: number | undefined;

  function place() {
    if (arriving === undefined) return;
    window.clearTimeout(arriving);
    arriving = undefined;
    const end = area.value.length;
    const [from, to] = left ?? [end, end];
    area.setSelectionRange(Math.min(from, end), Math.min(to, end));
  }

  const listening = new AbortController();
  const { signal } = listening;
  const notice = (event: Event) => (tabbed = event instanceof KeyboardEvent && event.key === "Tab");
  window.addEventListener("keydown", notice, { signal, capture: true });
  window.addEventListener("pointerdown", notice, { signal, capture: true });
  area.addEventListener("focus", () => tabbed && (arriving = window.setTimeout(place)), { signal });
  // A key may be quicker than the clock.
  area.addEventListener("keydown", place, { signal, capture: true });
  area.addEventListener(
    "blur",
    () => {
      place();
      left = [area.selectionStart, area.selectionEnd];
    },
    { signal },
  );
  return () => listening.abort();
}
