/** Which source tile shows on a tile of the map. Pure. */
import type { TileAddress } from './source';

/**
 * The part of a source tile that a drawn tile shows: all of it, or, beyond the source's last zoom, a square of it. Before
 * its first zoom the square is larger than the source tile, which is the world, and the world repeats in it from west to east.
 */
export interface Window {
  /** The square's north-west corner, in fractions of the source tile. */
  x: number;
  y: number;
  /** The square's side, in fractions of the source tile. */
  side: number;
}

/** The source tile for a tile of the map, whose zoom levels are offset from the source's, and the part of it to show. */
export function sourceOf(
  coords: TileAddress,
  offset: number,
  maxSourceZoom: number,
): { address: TileAddress; window: Window } {
  const z = coords.z + offset;
  if (z < 0) return { address: { z: 0, x: 0, y: 0 }, window: { x: 0, y: 0, side: 2 ** -z } };
  const over = Math.max(0, z - maxSourceZoom);
  const side = 1 / 2 ** over;
  const address = { z: z - over, x: Math.floor(coords.x * side), y: Math.floor(coords.y * side) };
  const window = { x: coords.x * side - address.x, y: coords.y * side - address.y, side };
  return { address, window };
}
