/** Whether a geometry meets a box, as the server tests it: the geometry itself, not its envelope. Pure. */
import type { Geometry, Position, Ring } from './features';
import { depthInside } from './interior';

/** West, south, east, north, in degrees; west is beyond east where the box crosses the antimeridian. */
export type BBox = [number, number, number, number];

/**
 * Gives the box of what a map shows, in degrees. A map goes on beyond the antimeridian and shows the world more than once where it is
 * wide: its edges are put on the one world, or the box is all of it.
 */
export function boxOnEarth([west, south, east, north]: BBox): BBox {
  const [low, high] = [south, north].map((lat) => Math.min(Math.max(lat, -90), 90)) as [number, number];
  return east - west >= 360 ? [-180, low, 180, high] : [onEarth(west), low, onEarth(east), high];
}

function onEarth(lon: number): number {
  return Math.abs(lon) <= 180 ? lon : lon - 360 * Math.floor((lon + 180) / 360);
}

export function meets(geometry: Geometry, box: BBox): boolean {
  const [west, south, east, north] = box;
  if (west > east) return meets(geometry, [west, south, 180, north]) || meets(geometry, [-180, south, east, north]);
  switch (geometry.type) {
    case 'Point':
      return holds(box, geometry.coordinates);
    case 'MultiPoint':
      return geometry.coordinates.some((at) => holds(box, at));
    case 'LineString':
      return lineMeets(geometry.coordinates, box);
    case 'MultiLineString':
      return geometry.coordinates.some((line) => lineMeets(line, box));
    case 'Polygon':
      return areaMeets(geometry.coordinates, box);
    case 'MultiPolygon':
      return geometry.coordinates.some((polygon) => areaMeets(polygon, box));
    case 'GeometryCollection':
      return geometry.geometries.some((part) => meets(part, box));
  }
}

function holds([west, south, east, north]: BBox, [x, y]: Position): boolean {
  return x >= west && x <= east && y >= south && y <= north;
}

function areaMeets(polygon: Ring[], box: BBox): boolean {
  return polygon.some((ring) => lineMeets(ring, box)) || depthInside([box[0], box[1]], polygon) > 0;
}

/** Whether any segment has a part in the box (Liang and Barsky's clipping, 1984). */
function lineMeets(line: Position[], box: BBox): boolean {
  return line.some((to, i) => segmentMeets(line[Math.max(0, i - 1)]!, to, box));
}

function segmentMeets([x, y]: Position, to: Position, [west, south, east, north]: BBox): boolean {
  const [dx, dy] = [to[0] - x, to[1] - y];
  let [enter, leave] = [0, 1];
  for (const [step, room] of [[-dx, x - west], [dx, east - x], [-dy, y - south], [dy, north - y]] as const) {
    if (step === 0) {
      if (room < 0) return false;
    } else if (step < 0) enter = Math.max(enter, room / step);
    else leave = Math.min(leave, room / step);
  }
  return enter <= leave;
}
