/**
 * Tags of areas and symbols of journeys, which may stand anywhere in their area or on their line where
 * there is room, and in the best place first.
 */
import { distance, type Circle, type Mark, type Sizes, type Spot, type XY } from './types';

const BEAD = 8; // pixels between the circles that stand for a line

/** Arranges the marks where the spots that are there leave room. */
export function arrangeTags(marks: Mark[], there: Spot[], sizes: Sizes): Spot[] {
  const taken = there.flatMap((spot) => footprint(spot, sizes));
  return bundles(marks).flatMap((bundle) => placeBundle(bundle, taken, sizes));
}

/** Marks of the same area stand together. */
function bundles(marks: Mark[]): Mark[][] {
  const byArea = new Map<string, Mark[]>();
  for (const mark of marks) {
    const key = mark.candidates.map(({ x, y }) => `${x},${y}`).join(' ');
    byArea.set(key, [...(byArea.get(key) ?? []), mark]);
  }
  return [...byArea.values()];
}

/** The places of the marks of a bundle, as rows of up to three, around 0, 0. */
function rows(n: number, { mark, gap }: Sizes): XY[] {
  const across = Math.min(3, n);
  const down = Math.ceil(n / across);
  return Array.from({ length: n }, (_, i) => ({
    x: ((i % across) - (Math.min(across, n - across * Math.floor(i / across)) - 1) / 2) * (mark + gap),
    y: (Math.floor(i / across) - (down - 1) / 2) * (mark + gap),
  }));
}

/**
 * Puts an area's tags at the first candidate with room for all of them; failing that, for
 * one tag that holds them all; failing that, beside the best one with a leader line to it.
 */
function placeBundle(bundle: Mark[], taken: Circle[], sizes: Sizes): Spot[] {
  const ids = bundle.map((mark) => mark.id);
  const candidates = bundle[0]!.candidates;
  const best = candidates[0]!;
  const offsets = rows(bundle.length, sizes);
  const free = (at: XY): boolean => isFree(at, taken, sizes);
  const breadth = Math.max(...offsets.map((o) => Math.hypot(o.x, o.y))) + sizes.mark / 2;
  const roomy = candidates.find(
    (at) => at.room >= breadth && offsets.every((o) => free({ x: at.x + o.x, y: at.y + o.y })),
  );
  const inside = candidates.find((at) => at.room >= sizes.mark / 2 && free(at)) ?? candidates.find(free);
  const beside = inside ?? spiral(best, sizes).find(free) ?? best;
  const spots: Spot[] = roomy
    ? offsets.map((o, i) => ({ ids: [ids[i]!], at: { x: roomy.x + o.x, y: roomy.y + o.y }, leaders: [] }))
    : [{ ids, at: beside, leaders: inside || beside === best ? [] : [best] }];
  taken.push(...spots.flatMap((spot) => footprint(spot, sizes)));
  return spots;
}

/** The ground that a mark and its leader lines cover. */
function footprint({ at, leaders }: Spot, { mark }: Sizes): Circle[] {
  const lines = leaders.flatMap((to) => {
    const beads = Math.ceil(distance(at, to) / BEAD);
    return Array.from({ length: beads }, (_, i): Circle => {
      const t = (i + 1) / beads;
      return { x: at.x + (to.x - at.x) * t, y: at.y + (to.y - at.y) * t, r: 1 };
    });
  });
  return [{ ...at, r: mark / 2 }, ...lines];
}

function isFree(at: XY, taken: Circle[], { mark, gap }: Sizes): boolean {
  const half = mark / 2 + gap;
  return taken.every((c) => {
    const dx = Math.max(0, Math.abs(c.x - at.x) - half);
    const dy = Math.max(0, Math.abs(c.y - at.y) - half);
    return Math.hypot(dx, dy) >= c.r;
  });
}

/** Points around a place, the near ones first. */
function spiral(from: XY, sizes: Sizes): XY[] {
  const points: XY[] = [];
  for (let ring = 1; ring <= 6; ring++) {
    for (let k = 0; k < 12; k++) {
      const angle = (Math.PI * k) / 6;
      const r = ring * sizes.mark;
      points.push({ x: from.x + r * Math.cos(angle), y: from.y + r * Math.sin(angle) });
    }
  }
  return points;
}
