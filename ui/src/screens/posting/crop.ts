/** Parts of a picture, in pixels. */

export interface Sides {
  width: number;
  height: number;
}

export interface Part extends Sides {
  x: number;
  y: number;
}

/** The largest part from the middle of `picture` with the ratio of `wanted`. */
export function middle(picture: Sides, wanted: Sides): Part {
  const scale = Math.min(picture.width / wanted.width, picture.height / wanted.height);
  const width = wanted.width * scale;
  const height = wanted.height * scale;
  return { x: (picture.width - width) / 2, y: (picture.height - height) / 2, width, height };
}
