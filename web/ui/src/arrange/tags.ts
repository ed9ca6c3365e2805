/** Tags of areas and symbols of journeys, which may stand anywhere in their area or on their line where there is room. */
import { GAP, join, nearest, nearestFree } from './points';
import { boxAround, distance, isCut, within, type Box, type Frame, type Mark, type Size, type Spot, type XY } from './types';
import { Space } from './space';

/** Whether a box may be taken. */
type Where = (box: Box) => boolean;

/**
 * Stands the tags in view where there is room for all that they say, inside their area if it can be, else for their
 * symbol alone; else the same out of view, no text cut by its edge; else beside the best place; else as one with the
 * nearest mark; else nowhere. Gives the areas that are left where tags stand only if they say all.
 */
export function placeTags(areas: Mark[][], spots: Spot[], space: Space, { view, boxes }: Frame, onlyWhole = false): Mark[][] {
  const covered = new Space(boxes);
  const left: Mark[][] = [];
  for (const marks of areas) {
    const [{ candidates, width, height }] = marks as [Mark];
    const square = { width: height, height };
    const best = candidates[0]!;
    const free = (at: XY, size: Size): boolean => {
      const box = boxAround(at, { width: size.width + 2 * GAP, height: size.height + 2 * GAP });
      return space.isFree(box) && covered.isFree(box);
    };
    const find = (size: Size, least: number, where: Where, aside = 0): XY | undefined => {
      const from = candidates.find(({ x, y, room }) => room >= least && where(boxAround({ x: x + aside, y }, size)) && free({ x: x + aside, y }, size));
      return from && { x: from.x + aside, y: from.y };
    };
    // What is read is where the symbol is, at the left end: the text may reach beyond the area rather than the symbol.
    const toSymbol = (width - height) / 2;
    const isIn = ({ x, y }: XY): boolean => candidates.some((candidate) => distance(candidate, { x, y }) <= candidate.room);
    const findWhole = (where: Where): XY | undefined => {
      const size = { width, height };
      return find(size, width / 2, where) ??
        find(size, height / 2, (box) => where(box) && isIn({ x: box.left + height / 2, y: (box.top + box.bottom) / 2 })) ??
        find(size, height / 2, where, toSymbol) ?? find(size, 0, where, toSymbol) ?? find(size, 0, where);
    };
    const isSeen = (box: Box): boolean => within(view, box);
    const seen = findWhole(isSeen);
    const symbol = seen ? undefined : find(square, 0, isSeen);
    const whole = seen ?? (symbol ? undefined : findWhole((box) => width <= height || !isCut(view, box)));
    if (onlyWhole && !whole) {
      left.push(marks);
      continue;
    }
    const inArea = whole ?? symbol ?? find(square, 0, () => true);
    const at = inArea ?? nearestFree(best, square, space);
    const joined = at ? undefined : nearest(best, spots);
    if (!at && !joined) continue; // the area itself is drawn, and nothing may be covered
    const spot: Spot = joined ?? { ids: [], at: best, ...(whole ? { width, height } : square), leaders: [], narrow: !whole && width > height };
    if (joined) marks.forEach((mark) => join(joined, mark));
    else {
      spot.at = at ?? { x: best.x, y: best.y };
      spot.ids = marks.map(({ id }) => id);
      if (!inArea && !candidates.some((candidate) => distance(candidate, spot.at) < 1)) spot.leaders = [{ x: best.x, y: best.y }];
      spots.push(spot);
      space.take(boxAround(spot.at, spot));
    }
  }
  return left;
}
