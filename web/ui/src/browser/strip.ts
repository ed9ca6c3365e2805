/** Which part of a map is seen beside what lies over it. Pure. */
import { apart, type Box } from '../arrange/types';

/** The largest part of a box that is left free when each cover takes one of its sides away, in the order of the covers. */
export function freeStrip(box: Box, covers: Box[]): Box {
  return covers.reduce((free, cover) => {
    if (apart(free, cover)) return free;
    const sides = [{ ...free, bottom: cover.top }, { ...free, top: cover.bottom }, { ...free, right: cover.left }, { ...free, left: cover.right }];
    return sides.reduce((a, b) => (areaOf(b) > areaOf(a) ? b : a));
  }, box);
}

/** The part that two boxes have in common; one without width or height where they have none. */
export function common(a: Box, b: Box): Box {
  const [left, top] = [Math.max(a.left, b.left), Math.max(a.top, b.top)];
  return { left, top, right: Math.max(left, Math.min(a.right, b.right)), bottom: Math.max(top, Math.min(a.bottom, b.bottom)) };
}

export function areaOf({ left, right, top, bottom }: Box): number {
  return Math.max(0, right - left) * Math.max(0, bottom - top);
}
