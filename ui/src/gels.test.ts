import { describe, expect, it } from "vitest";
import tokens from "./tokens.css?raw";

type Colour = [number, number, number];

const gels = [...tokens.matchAll(/--gel-(\w+): light-dark/g)].map(([, name]) => `gel-${name}`);

/** A token by day and by night. */
function token(name: string): Colour[] {
  const found = tokens.match(new RegExp(`--${name}: light-dark\\(#(\\w{6}), #(\\w{6})\\)`));
  if (!found) throw new Error(`no token ${name}`);
  return found.slice(1).map((hex) => [0, 2, 4].map((at) => parseInt(hex.slice(at, at + 2), 16)) as Colour);
}

/** `share` of one colour in the other, as color-mix does in sRGB. */
function mixed(one: Colour, other: Colour, share: number): Colour {
  return one.map((part, at) => part * share + (other[at] ?? 0) * (1 - share)) as Colour;
}

function luminance(colour: Colour): number {
  const [r = 0, g = 0, b = 0] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** WCAG contrast. */
function contrast(one: Colour | undefined, other: Colour | undefined): number {
  if (!one || !other) throw new Error("no colour");
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

describe("the button that publishes", () => {
  it("has eight gels", () => expect(gels).toHaveLength(8));

  it.each(gels)("can be read and seen in %s by day and by night, also under the mouse", (gel) => {
    for (const theme of [0, 1]) {
      const ground = token(gel)[theme] as Colour;
      const words = token("on-gel")[theme];
      const under = mixed(ground, token("ink")[theme] as Colour, 0.88);
      expect(contrast(words, ground)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(words, under)).toBeGreaterThanOrEqual(4.5);
      for (const around of ["desk", "surface", "raised"])
        expect(contrast(ground, token(around)[theme])).toBeGreaterThanOrEqual(3);
    }
  });
});
