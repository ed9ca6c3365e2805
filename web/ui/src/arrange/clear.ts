/** Takes marks out from under what covers them. Pure. */
import { distance, type Box, type XY } from './types';

interface Disc extends XY {
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

/** What covers marks, and the view in which those that are moved have to stay. */
export interface Cover {
  bubbles: Disc[];
  boxes: Box[];
  view: Box;
}

/** Moves the marks of the view that lie under what covers them, neither under something else nor onto another mark. */
export function cleared<T extends { at: XY }>(marks: T[], size: number, { bubbles, boxes, view }: Cover): XY[] {
  const reach = size / 2 + 2;
  const apart = (at: XY, discs: Disc[]): boolean => discs.every((disc) => distance(at, disc) >= disc.size / 2 + reach);
  const isClear = (at: XY): boolean => boxes.every((box) => beyond(at, box) >= reach) && apart(at, bubbles);
  const stays = ({ at }: T): boolean => beyond(at, view) > 0 || isClear(at);
  const taken = marks.filter(stays).map(({ at }) => ({ ...at, size }));
  return marks.map((mark) => {
    if (stays(mark)) return mark.at;
    const at = nearestFree(mark.at, (there) => beyond(there, view) <= -reach && isClear(there) && apart(there, taken));
    taken.push({ ...at, size });
    return at;
  });
}

/** How far a point is outside of a box, along the axis on which it is farther; negative inside. */
function beyond({ x, y }: XY, { left, right, top, bottom }: Box): number {
  return Math.max(left - x, x - right, top - y, y - bottom);
}
