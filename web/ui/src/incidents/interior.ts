/**
 * Points well inside an area, for its label: far from the outline, so that the label
 * does not seem to belong to the neighbour. A centroid will not do: that of a bent area
 * lies outside. The idea of searching by distance to the outline is Mapbox's polylabel
 * (https://github.com/mapbox/polylabel); here several points are wanted, so a grid is
 * measured and its best point refined.
 */
import type { Position, Ring } from './features';

const GRID = 14;
const REFINEMENTS = 8;
const MAX_CORNERS = 250; // of a ring; a finer outline moves no label by more than it can be seen

export interface InteriorPoint {
  at: Position;
  /** The distance to the outline, in degrees of latitude. */
  depth: number;
}

/**
 * Gives up to count points inside the largest of the polygons, the most interior first,
 * and each next one the most interior of those not close to the ones before it. Degrees
 * of longitude are shortened by the cosine of the latitude, so that distances compare.
 */
export function interiorPoints(polygons: Ring[][], count: number): InteriorPoint[] {
  const polygon = largest(polygons);
  if (!polygon) return [];
  const [west, south, east, north] = bounds(polygon[0]!);
  const squeeze = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const flat = polygon.map((ring) => thin(ring).map(([lon, lat]): Position => [lon * squeeze, lat]));
  const step: Position = [((east - west) * squeeze) / GRID, (north - south) / GRID];

  const samples: InteriorPoint[] = [];
  for (let i = 0; i < GRID; i++) {
    for (let j = 0; j < GRID; j++) {
      const at: Position = [west * squeeze + (i + 0.5) * step[0], south + (j + 0.5) * step[1]];
      const depth = depthInside(at, flat);
      if (depth > 0) samples.push({ at, depth });
    }
  }
  samples.sort((a, b) => b.depth - a.depth);
  const start = samples[0] ?? { at: flat[0]![0]!, depth: 0 };
  const best = refine(start, step, flat);
  const apart = 0.9 * Math.max(step[0], step[1]);
  return spreadOut([best, ...samples], count, apart).map(({ at: [x, y], depth }) => ({ at: [x / squeeze, y], depth }));
}

/** Steps to a deeper neighbour while there is one, with ever smaller steps. */
function refine(from: InteriorPoint, step: Position, polygon: Ring[]): InteriorPoint {
  let best = from;
  for (let round = 1; round <= REFINEMENTS; round++) {
    const dx = step[0] / 2 ** round;
    const dy = step[1] / 2 ** round;
    for (const [x, y] of [[dx, 0], [-dx, 0], [0, dy], [0, -dy], [dx, dy], [-dx, dy], [dx, -dy], [-dx, -dy]]) {
      const at: Position = [best.at[0] + x!, best.at[1] + y!];
      const depth = depthInside(at, polygon);
      if (depth > best.depth) best = { at, depth };
    }
  }
  return best;
}

function spreadOut(samples: InteriorPoint[], count: number, apart: number): InteriorPoint[] {
  const chosen: InteriorPoint[] = [];
  for (const sample of samples) {
    if (chosen.length === count) break;
    const [x, y] = sample.at;
    if (chosen.every(({ at }) => Math.hypot(x - at[0], y - at[1]) >= apart)) chosen.push(sample);
  }
  return chosen;
}

/** The distance to the outline, negative outside (by the even-odd rule). */
export function depthInside([x, y]: Position, polygon: Ring[]): number {
  let inside = false;
  let nearest = Infinity;
  for (const ring of polygon) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const a = ring[i]!;
      const b = ring[j]!;
      const ax = a[0];
      const ay = a[1];
      const bx = b[0];
      const by = b[1];
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
      // A side whose box is farther than another's nearest point is not looked at.
      const away = Math.max(Math.min(ax, bx) - x, x - Math.max(ax, bx), Math.min(ay, by) - y, y - Math.max(ay, by), 0);
      if (away * away < nearest) nearest = Math.min(nearest, squaredDistance(x - ax, y - ay, bx - ax, by - ay));
    }
  }
  return (inside ? 1 : -1) * Math.sqrt(nearest);
}

/** The squared distance from a point to the segment from the origin to (dx, dy). */
function squaredDistance(x: number, y: number, dx: number, dy: number): number {
  const length = dx * dx + dy * dy;
  const along = length > 0 ? Math.min(1, Math.max(0, (x * dx + y * dy) / length)) : 0;
  return (x - along * dx) ** 2 + (y - along * dy) ** 2;
}

/** The ring with corners left out evenly. */
function thin(ring: Ring): Ring {
  const step = Math.ceil(ring.length / MAX_CORNERS);
  return step === 1 ? ring : ring.filter((_, i) => i % step === 0 || i === ring.length - 1);
}

function largest(polygons: Ring[][]): Ring[] | undefined {
  const drawable = polygons.filter((polygon) => (polygon[0]?.length ?? 0) >= 4);
  return drawable.sort((a, b) => ringArea(b[0]!) - ringArea(a[0]!))[0];
}

/** The area within a ring, in square degrees (shoelace formula). */
export function ringArea(ring: Ring): number {
  let twice = 0;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    twice += ring[j]![0] * ring[i]![1] - ring[i]![0] * ring[j]![1];
  }
  return Math.abs(twice) / 2;
}

/** West, south, east and north of positions. */
export function bounds(positions: Position[]): [number, number, number, number] {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [lon, lat] of positions) {
    west = Math.min(west, lon);
    south = Math.min(south, lat);
    east = Math.max(east, lon);
    north = Math.max(north, lat);
  }
  return [west, south, east, north];
}
