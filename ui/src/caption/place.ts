/** Where a character of a drawn text is on the screen. */
export function placeOf(drawn: HTMLElement, offset: number): DOMRect {
  const texts = document.createTreeWalker(drawn, NodeFilter.SHOW_TEXT);
  let passed = 0;
  for (let node = texts.nextNode(); node instanceof Text; node = texts.nextNode()) {
    if (offset < passed + node.length) return placeIn(node, offset - passed);
    passed += node.length;
  }
  return drawn.getBoundingClientRect();
}

function placeIn(text: Text, offset: number): DOMRect {
  const range = document.createRange();
  range.setStart(text, offset);
  range.setEnd(text, offset + 1);
  return range.getBoundingClientRect();
}
