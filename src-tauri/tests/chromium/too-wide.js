// Boxes that hold more than fits beside each other. A line that ends in "…" says so itself,
// and a field of one line scrolls under its cursor.
const tells = (e, style) =>
  style.textOverflow === "ellipsis" || e.matches("input, textarea, select, .sr, .sr *");
const root = document.documentElement;
const found = root.scrollWidth > root.clientWidth ? [`the page needs ${root.scrollWidth} of ${root.clientWidth}`] : [];
for (const e of document.body.querySelectorAll("*")) {
  if (e instanceof SVGElement || !e.checkVisibility()) continue;
  const style = getComputedStyle(e);
  if (style.overflowX === "visible" || e.scrollWidth <= e.clientWidth + 1 || tells(e, style)) continue;
  found.push(`${e.localName}.${e.className} needs ${e.scrollWidth} of ${e.clientWidth}`);
}
return found;
