/**
 * Where the names of places stand, and what is told of the gravest: beside their mark, on any side of it, or
 * apart with a line to it. The fullest text that fits is taken; a name stays where nothing more does. The view's edge cuts none.
 */
import { apart, boxAround, within, type Box, type Caption, type Frame, type PlacedCaption, type Size, type Spot, type XY } from './types';
import { Space } from './space';

/** The sides of a mark, the best first. */
const sides: [number, number][] = [[1, 0], [-1, 0], [0, -1], [0, 1], [0.5, -1], [-0.5, -1], [0.5, 1], [-0.5, 1], [1, -1], [1, 1], [-1, -1], [-1, 1]];

/** How far from its mark a text may stand, in CSS pixels. */
const AWAY = [0, 14, 28, 44, 64, 88, 116, 150];

const BESIDE = 2;
const BEAD = 6; // the side of the boxes that a line takes

/** Places captions in their order around the spots of their places; of each, the sizes from the one that stands beside it on are tried. */
export function placeCaptions(captions: [Caption, number][], spotOf: Map<string, Spot>, space: Space, { view, boxes }: Frame): PlacedCaption[] {
  const covered = new Space(boxes);
  const placed: PlacedCaption[] = [];
  for (const [{ place, sizes }, from] of captions) {
    const spot = spotOf.get(place);
    if (!spot) continue;
    // What is beside a mark in view, or partly in view, is in view; what is beside one out of view is out of it.
    const stands = apart(view, boxAround(spot.at, spot)) ? apart : within;
    const fits = (box: Box): boolean => stands(view, box) && covered.isFree(box) && space.isFree(box);
    const found = firstFit(spot, sizes, from, view, fits);
    if (!found) continue;
    placed.push({ place, ...found, told: found.size < sizes.length - 1 });
    space.take(found.box);
    if (found.line) beads(found.line).forEach((bead) => space.take(bead));
  }
  return placed;
}

function firstFit(spot: Spot, sizes: Size[], from: number, view: Box, fits: (box: Box) => boolean): Pick<PlacedCaption, 'size' | 'box' | 'line'> | undefined {
  for (const [size, text] of sizes.entries()) {
    if (size < from) continue;
    for (const away of AWAY) {
      for (const side of sides) {
        const box = beside(spot, text, side, away, view);
        if (!fits(box)) continue;
        if (away === 0) return { size, box };
        const line = lineTo(spot, box, side);
        if (beads(line).every(fits)) return { size, box, line };
      }
    }
  }
  return undefined;
}

/** The box of a text on a side of a spot; above and below it slides along, into view, as far as it is not beside the spot. */
function beside(spot: Spot, { width, height }: Size, [dx, dy]: [number, number], away: number, view: Box): Box {
  const aside = spot.at.x + dx * (spot.width / 2 + BESIDE + away + width / 2);
  const inView = Math.min(Math.max(aside, view.left + width / 2), view.right - width / 2);
  const x = Math.abs(dx) < 1 && Math.abs(inView - spot.at.x) < width / 2 ? inView : aside;
  // On a slant the text stands at the mark's corner.
  const y = spot.at.y + dy * (spot.height / 2 + BESIDE + away * (Math.abs(dx) < 1 ? 1 : 0.6) + height / 2);
  return boxAround({ x, y }, { width, height });
}

/** From the edge of a spot to the nearest point of a box. */
function lineTo(spot: Spot, box: Box, [dx, dy]: [number, number]): [XY, XY] {
  const clamp = (v: number, least: number, most: number): number => Math.min(Math.max(v, least), most);
  const slant = dx !== 0 && dy !== 0 ? 0.8 : 1;
  const from = { x: spot.at.x + (dx * slant * spot.width) / 2, y: spot.at.y + (dy * slant * spot.height) / 2 };
  return [from, { x: clamp(from.x, box.left, box.right), y: clamp(from.y, box.top, box.bottom) }];
}

/** The boxes that stand for a line, without its ends, where it touches what it joins. */
function beads([from, to]: [XY, XY]): Box[] {
  const n = Math.floor(Math.hypot(to.x - from.x, to.y - from.y) / BEAD);
  return Array.from({ length: Math.max(0, n - 1) }, (_, i) => {
    const t = (i + 1) / n;
    return boxAround({ x: from.x + (to.x - from.x) * t, y: from.y + (to.y - from.y) * t }, { width: 2, height: 2 });
  });
}
