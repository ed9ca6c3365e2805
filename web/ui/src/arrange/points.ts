/**
 * Marks of points. The heaviest of each place stands there, or as near as is free; the others stand around
 * it. None is farther than REACH from its place: those that find no room become one with the nearest.
 */
import { boxAround, distance, type Mark, type Size, type Spot, type XY } from './types';
import type { Space } from './space';

/** How far a mark may stand from its place, and the space between marks, in CSS pixels. */
export const REACH = 40;
export const GAP = 2;

const STEP = 4;

/** The ways to go from a place, the shortest first. */
const ways: XY[] = [];
for (let y = -REACH; y <= REACH; y += STEP) for (let x = -REACH; x <= REACH; x += STEP) if (Math.hypot(x, y) <= REACH) ways.push({ x, y });
ways.sort((a, b) => a.x * a.x + a.y * a.y - b.x * b.x - b.y * b.y || b.x - a.x || a.y - b.y);

/** The nearest free centre to a place for a mark of a size, within REACH. */
export function nearestFree(at: XY, size: Size, space: Space): XY | undefined {
  const padded = { width: size.width + 2 * GAP, height: size.height + 2 * GAP };
  for (const { x, y } of ways) {
    const there = { x: at.x + x, y: at.y + y };
    if (space.isFree(boxAround(there, padded))) return there;
  }
  return undefined;
}

/** The first marks of places: where they stand, and which of them each place has. */
export interface First {
  spots: Spot[];
  spotOf: Map<string, Spot>;
}

/** Stands the first mark of each place, of places in the order of their weight, and says which spot each place has. */
export function placeFirst(places: Mark[][], space: Space): First {
  const spots: Spot[] = [];
  const spotOf = new Map<string, Spot>();
  for (const [mark] of places as [Mark][]) {
    const place = mark.candidates[0]!;
    const at = nearestFree(place, mark, space);
    const joined = at ? undefined : nearest(place, spots);
    const spot = joined ?? stand(mark, at ?? place, space, spots);
    if (joined) join(joined, mark);
    spotOf.set(mark.place, spot);
  }
  return { spots, spotOf };
}

/** Stands the other marks of the places around the first ones; those of a place that has no room for all of them are one with its first. */
export function placeOthers(places: Mark[][], first: First, space: Space): void {
  for (const [mark, ...others] of places as [Mark, ...Mark[]][]) {
    const spot = first.spotOf.get(mark.place)!;
    const found = spot.ids.length === 1 ? around(others, space) : undefined;
    others.forEach((other, i) => {
      if (found) stand(other, found[i]!, space, first.spots);
      else join(spot, other);
    });
  }
}

/** Free centres for all of the marks of a place, undefined where there are not enough. */
function around(marks: Mark[], space: Space): XY[] | undefined {
  const trial = space.trial();
  const found: XY[] = [];
  for (const mark of marks) {
    const at = nearestFree(mark.candidates[0]!, mark, trial);
    if (!at) return undefined;
    found.push(at);
    trial.take(boxAround(at, mark));
  }
  return found;
}

function stand(mark: Mark, at: XY, space: Space, spots: Spot[]): Spot {
  const { id, width, height } = mark;
  const place = mark.candidates[0]!;
  const spot: Spot = { ids: [id], at: { x: at.x, y: at.y }, width, height, leaders: distance(at, place) < 1 ? [] : [{ x: place.x, y: place.y }], narrow: false };
  spots.push(spot);
  space.take(boxAround(at, spot));
  return spot;
}

/** Makes a mark one with a spot that stands already. */
export function join(spot: Spot, mark: Mark): void {
  spot.ids.push(mark.id);
  const { x, y } = mark.candidates[0]!;
  const known = [spot.at, ...spot.leaders].some((place) => distance(place, { x, y }) < 1);
  if (!known) spot.leaders.push({ x, y });
}

/** The nearest spot within REACH. */
export function nearest(place: XY, spots: Spot[]): Spot | undefined {
  let best: Spot | undefined;
  for (const spot of spots) if (distance(spot.at, place) <= (best ? distance(best.at, place) - 1e-9 : REACH)) best = spot;
  return best;
}
