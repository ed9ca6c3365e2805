/** Takes marks and bubbles out from under what covers them. Pure. */
import { distance, type Box, type XY } from './types';

export interface Disc extends XY {
  /** The diameter. */
  size: number;
}

/** Rings around a mark's own place, on which others are looked for: their distance and how many there are, in CSS pixels. */
const RING = 12;
const RINGS = 10;

/** The nearest place, on rings around a mark's own, that is free; its own where none is. */
export function nearestFree(mark: XY, isFree: (at: XY) => boolean): XY {
  for (let ring = 1; ring <= RINGS; ring++) {
    const steps = 6 * ring;
    for (let step = 0; step < steps; step++) {
      const angle = (step / steps) * 2 * Math.PI;
      const at = { x: mark.x + Math.cos(angle) * ring * RING, y: mark.y + Math.sin(angle) * ring * RING };
      if (isFree(at)) return at;
    }
  }
  return mark;
}

/** The view, in which discs that are moved stay, and the boxes that cover some of it. */
export interface Frame {
  view: Box;
  boxes: Box[];
}

/** Moves the discs of the view that lie under what covers them, neither under something else nor onto one another. */
export function cleared(discs: Disc[], { over, boxes, view }: Frame & { over: Disc[] }): XY[] {
  const reach = (size: number): number => size / 2 + 2;
  const apart = (at: XY, size: number, others: Disc[]): boolean => others.every((other) => distance(at, other) >= other.size / 2 + reach(size));
  const isClear = (at: XY, size: number): boolean => boxes.every((box) => beyond(at, box) >= reach(size)) && apart(at, size, over);
  const stays = (disc: Disc): boolean => beyond(disc, view) > 0 || isClear(disc, disc.size);
  const taken = discs.filter(stays);
  return discs.map((disc) => {
    if (stays(disc)) return disc;
    const { size } = disc;
    const at = nearestFree(disc, (there) => beyond(there, view) <= -reach(size) && isClear(there, size) && apart(there, size, taken));
    taken.push({ ...at, size });
    return at;
  });
}

/** How far a point is outside of a box, along the axis on which it is farther; negative inside. */
function beyond({ x, y }: XY, { left, right, top, bottom }: Box): number {
  return Math.max(left - x, x - right, top - y, y - bottom);
}
