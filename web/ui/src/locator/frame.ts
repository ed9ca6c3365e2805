/** What a locator shows: a part of the world around a small view. Pure; in worlds from the north-west corner. */

export interface Frame {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** A view is small when less of the world's width than this is seen: a dozen degrees. */
const SMALL = 12 / 360;
/** How many times as wide as the view the locator is, and its least and greatest width. */
const TIMES = 9;
const LEAST = 16 / 360;
const MOST = 70 / 360;

/** The frame around a view for a locator of a shape; undefined where the view itself tells where it is. */
export function frameOf(view: Frame, aspect: number): Frame | undefined {
  if (view.width > SMALL) return undefined;
  const width = Math.min(Math.max(view.width * TIMES, LEAST), MOST);
  const height = Math.min(width / aspect, 1);
  const top = Math.min(Math.max(view.top + view.height / 2 - height / 2, 0), 1 - height);
  return { left: view.left + view.width / 2 - width / 2, top, width, height };
}

/** The tiles of a zoom that a frame shows; columns go around the world. */
export function tilesOf({ left, top, width, height }: Frame, zoom: number): { x: number; y: number; column: number }[] {
  const side = 2 ** zoom;
  const tiles = [];
  for (let y = Math.floor(top * side); y < Math.min((top + height) * side, side); y++) {
    for (let column = Math.floor(left * side); column < (left + width) * side; column++) {
      tiles.push({ x: ((column % side) + side) % side, y, column });
    }
  }
  return tiles;
}
