// Whether Tab goes through the posting page as the eye does: part by part, and within each
// part down and to the right.
const parts = ["nav", "header", ".lit", ".who", ".form", ".go"];
const { name } = window.__walk;
const stops = window.__walk.inOrder().map((e) => {
  const box = e.getBoundingClientRect();
  return { e, box, part: parts.findIndex((part) => e.closest(part)) };
});
const follows = (a, b) => b.top >= a.bottom - 4 || b.left >= a.right - 4 || (b.top >= a.top - 4 && b.left >= a.left - 4);
const found = [];
for (const [at, next] of stops.entries()) {
  const before = stops[at - 1];
  if (!before || next.part < 0 || before.part < 0) continue;
  if (next.part < before.part) found.push(`${name(next.e)} comes after ${name(before.e)}, which is in a later part`);
  if (next.part === before.part && !follows(before.box, next.box)) found.push(`${name(next.e)} stands before ${name(before.e)}`);
}
if (stops.length < 8) found.push(`only ${stops.length} stops`);
return found;
