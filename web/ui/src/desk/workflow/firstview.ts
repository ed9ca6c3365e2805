/** Whether readers see a place when they open a story's map. */
import type { Geometry } from '../api/forms';

type Box = readonly [west: number, south: number, east: number, north: number];

/** Reports whether the box of a geometry meets a box in degrees; the west of one that crosses longitude 180 is greater than its east. */
export function inView(geometry: Geometry, [west, south, east, north]: Box): boolean {
  const all = positionsIn(geometry);
  if (all.length === 0) return false;
  let [left, low] = all[0]!;
  let [right, high] = [left, low];
  for (const [lon, lat] of all) {
    [left, right] = [Math.min(left, lon), Math.max(right, lon)];
    [low, high] = [Math.min(low, lat), Math.max(high, lat)];
  }
  if (high < south || low > north) return false;
  return west <= east ? right >= west && left <= east : right >= west || left <= east;
}

function positionsIn(geometry: Geometry): [number, number][] {
  const out: [number, number][] = [];
  const walk = (value: unknown): void => {
    if (!Array.isArray(value)) return;
    if (typeof value[0] === 'number') out.push(value as [number, number]);
    else value.forEach(walk);
  };
  walk(geometry.coordinates);
  return [...out, ...(geometry.geometries ?? []).flatMap(positionsIn)];
}
