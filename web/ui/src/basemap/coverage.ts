/** Which tiles of a basemap there are, where only a part of it is published. Pure. */
import type { TileAddress } from './source';

export interface Coverage {
  /** The last zoom of which there is the whole world. */
  world: number;
  /** The last zoom there is, of the columns and rows below. */
  zoom: number;
  /** The first and the last column of the last zoom; the first is greater where they go across the antimeridian. */
  x: [number, number];
  y: [number, number];
  /** What there is besides around incidents. */
  near?: Nearby;
}

/** Of every zoom above from, up to zoom, the tiles in which the places lie and their neighbours. */
export interface Nearby {
  from: number;
  zoom: number;
  /** Column and row, at zoom, of the tiles in which places lie. */
  at: [number, number][];
}

/** The last zoom, up to that of a tile, at which there is the tile or one that it is part of. */
export function deepest(tile: TileAddress, { world, zoom, x: columns, y: rows, near }: Coverage): number {
  const { z, x, y } = tile;
  const street = near && deepestNear(tile, near);
  if (street !== undefined) return street;
  for (let at = Math.min(z, zoom); at > world; at--) {
    const [column, row] = [x, y].map((n) => Math.floor(n / 2 ** (z - at))) as [number, number];
    const [x0, x1, y0, y1] = [...columns, ...rows].map((n) => n >> (zoom - at)) as [number, number, number, number];
    const across = columns[0] > columns[1];
    const within = across ? column >= x0 || column <= x1 : column >= x0 && column <= x1;
    if (within && row >= y0 && row <= y1) return at;
  }
  return Math.min(z, world);
}

function deepestNear({ z, x, y }: TileAddress, { from, zoom, at: places }: Nearby): number | undefined {
  for (let at = Math.min(z, zoom); at > from; at--) {
    const side = 2 ** at;
    const [column, row] = [x, y].map((n) => Math.floor(n / 2 ** (z - at))) as [number, number];
    const isNear = places.some(([px, py]) => {
      const off = Math.abs((px >> (zoom - at)) - column);
      return Math.min(off, side - off) <= 1 && Math.abs((py >> (zoom - at)) - row) <= 1;
    });
    if (isNear) return at;
  }
  return undefined;
}
