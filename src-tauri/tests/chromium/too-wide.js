// Boxes that hold more than fits side by side. A line that ends in "…" says so itself, a
// field of one line scrolls under its cursor, words for the ear alone have no width, and a
// picture may be cropped.
const may = (e, style) =>
  style.textOverflow === "ellipsis" ||
  e.clientWidth <= 1 ||
  e.matches("input, textarea, select") ||
  [...e.children].every((child) => child.matches("img, video, canvas") && !e.innerText);
const name = (e) => `${e.localName}.${[...e.classList].join(".")}`;
/** The innermost element that sticks out furthest. */
const culprit = (e) => {
  const right = (inner) => inner.getBoundingClientRect().right;
  return [...e.querySelectorAll("*")].reduce((far, inner) => (right(inner) >= right(far) ? inner : far), e);
};
const root = document.documentElement;
const found = root.scrollWidth > root.clientWidth ? [`the page needs ${root.scrollWidth} of ${root.clientWidth}`] : [];
for (const e of document.body.querySelectorAll("*")) {
  if (e instanceof SVGElement || !e.checkVisibility()) continue;
  const style = getComputedStyle(e);
  if (style.overflowX === "visible" || e.scrollWidth <= e.clientWidth + 1 || may(e, style)) continue;
  found.push(`${name(e)} needs ${e.scrollWidth} of ${e.clientWidth} for ${name(culprit(e))}`);
}
return found;
