/** Tags of areas and symbols of journeys, which may stand anywhere in their area or on their line where there is room. */
import { GAP, join, nearest, nearestFree } from './points';
import { boxAround, distance, isCut, within, type Box, type Candidate, type Frame, type Mark, type Size, type Spot } from './types';
import { Space } from './space';

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
    const free = (at: Candidate, size: Size): boolean => {
      const box = boxAround(at, { width: size.width + 2 * GAP, height: size.height + 2 * GAP });
      return space.isFree(box) && covered.isFree(box);
    };
    const find = (size: Size, least: number, where: (box: Box) => boolean): Candidate | undefined =>
      candidates.find((at) => at.room >= least && where(boxAround(at, size)) && free(at, size));
    const findWhole = (where: (box: Box) => boolean): Candidate | undefined => {
      const size = { width, height };
      return find(size, width / 2, where) ?? find(size, height / 2, where) ?? find(size, 0, where);
    };
    const isSeen = (box: Box): boolean => within(view, box);
    const seen = findWhole(isSeen);
    const symbol = seen ? undefined : find(square, 0, isSeen);
    const whole = seen ?? (symbol ? undefined : findWhole((box) => width <= height || !isCut(view, box)));
    if (onlyWhole && !whole) {
      left.push(marks);
      continue;
    }
    const at = whole ?? symbol ?? find(square, 0, () => true) ?? nearestFree(best, square, space);
    const joined = at ? undefined : nearest(best, spots);
    if (!at && !joined) continue; // the area itself is drawn, and nothing may be covered
    const spot: Spot = joined ?? { ids: [], at: best, ...(whole ? { width, height } : square), leaders: [], narrow: !whole && width > height };
    if (joined) marks.forEach((mark) => join(joined, mark));
    else {
      const { x, y } = at ?? best;
      spot.at = { x, y };
      spot.ids = marks.map(({ id }) => id);
      if (!candidates.some((candidate) => distance(candidate, spot.at) < 1)) spot.leaders = [{ x: best.x, y: best.y }];
      spots.push(spot);
      space.take(boxAround(spot.at, spot));
    }
  }
  return left;
}
