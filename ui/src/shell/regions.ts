/** Goes to the next (or previous) region of the page: wall, desk, side panel. */
export function nextRegion(step: 1 | -1): void {
  const regions = [...document.querySelectorAll<HTMLElement>("[data-region]")];
  if (regions.length === 0) return;
  const here = regions.findLastIndex((region) => region.contains(document.activeElement));
  const next = regions[(Math.max(here, step === 1 ? here : 0) + step + regions.length) % regions.length];
  const target = next?.querySelector<HTMLElement>("h1, [aria-current], button, a[href], input, [tabindex]");
  target?.focus({ focusVisible: true } as FocusOptions);
}
