// Prepares a walk by Tab: how everything looks without focus, and what must be reached.
const edge = (e, pseudo) => {
  const s = getComputedStyle(e, pseudo);
  const outline = s.outlineStyle === "none" || parseFloat(s.outlineWidth) === 0 ? "" : s.outline;
  return [outline, s.boxShadow, s.border].join(" / ");
};
const edges = (e) => edge(e) + edge(e, "::after");
document.activeElement.blur();
const rest = new Map();
for (const e of document.querySelectorAll("*")) rest.set(e, edges(e));

const top = [...document.querySelectorAll("dialog:modal")].at(-1) ?? document;
const seen = (e) => e.checkVisibility({ visibilityProperty: true }) && !e.closest("[inert]") && !e.disabled;
// One stop stands for a group: the arrows do the rest.
const grouped = (e) =>
  e.matches("[role=tab], [role=radio], [role=option], [role=menuitem]") ||
  (e.tabIndex < 0 && e.closest("ul, ol")?.querySelector("[tabindex='0']")) ||
  (e.type === "radio" && !e.checked && [...document.getElementsByName(e.name)].some((o) => o.checked || o !== e));
const controls = "a[href], button, input, select, textarea, summary, video[controls], [contenteditable], [tabindex='0']";

const name = (e) =>
  `${e.localName}${e.id && "#" + e.id} ${(e.ariaLabel ?? e.labels?.[0]?.innerText ?? e.innerText ?? "").trim().slice(0, 40)}`;
/** Where the focus may show: on the control, in it, beside a hidden box, on its label or what wraps it. */
const near = (e) => {
  const above = [e.parentElement, e.parentElement?.parentElement];
  return [e, ...e.children, e.nextElementSibling, ...(e.labels ?? []), ...above].filter(Boolean);
};

window.__walk?.end();
const ended = new AbortController();
window.__walk = {
  stops: [],
  gaps: 0,
  heard: 0,
  isAround: false,
  unmarked: [],
  /** Notes where the focus is; false once it has been everywhere. */
  note() {
    const e = document.activeElement;
    if (e === document.body || e === null) {
      this.stops.push(null);
      return ++this.gaps < 3;
    }
    if (this.stops.includes(e)) return false;
    this.stops.push(e);
    if (!near(e).some((x) => rest.get(x) !== edges(x))) this.unmarked.push(`the focus does not show on ${name(e)}`);
    return true;
  },
  end() {
    ended.abort();
  },
  /** What Tab never reached. */
  missed() {
    const wanted = [...top.querySelectorAll(controls)].filter((e) => seen(e) && !grouped(e));
    return wanted.filter((e) => !this.stops.includes(e)).map((e) => `Tab never reaches ${name(e)}`);
  },
  /** The stops from the top of the page. */
  inOrder() {
    const gap = this.stops.indexOf(null);
    return [...this.stops.slice(gap + 1), ...this.stops.slice(0, Math.max(gap, 0))].filter(Boolean);
  },
  name,
};
// When a key is let go of, all that its press does is done.
const letGo = ({ key }) => {
  if (key !== "Tab") return;
  const walk = window.__walk;
  walk.heard += 1;
  walk.isAround ||= !walk.note();
};
addEventListener("keyup", letGo, { capture: true, signal: ended.signal });
return true;
