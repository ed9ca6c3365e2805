/** Tags of areas and symbols of journeys, which may stand anywhere in their area or on their line where there is room. */
import { GAP, join, nearest, nearestFree } from './points';
import { boxAround, distance, isCut, within, type Candidate, type Frame, type Mark, type Size, type Spot } from './types';
import { Space } from './space';

/**
 * Stands the tags where there is room for all that they say, inside their area if it can be, in view before
 * elsewhere, and not cut by the view's edge; else for their symbol alone; else beside the best place; else as one
 * with the nearest mark; else nowhere. Gives the areas that are left where tags stand only if they say all.
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
    const find = (size: Size, least: number): Candidate | undefined => {
      const fitting = candidates.filter((at) => at.room >= least && free(at, size));
      const isText = size.width > size.height;
      return fitting.find((at) => within(view, boxAround(at, size))) ?? fitting.find((at) => !isText || !isCut(view, boxAround(at, size)));
    };
    const whole = find({ width, height }, width / 2) ?? find({ width, height }, height / 2) ?? find({ width, height }, 0);
    if (onlyWhole && !whole) {
      left.push(marks);
      continue;
    }
    const at = whole ?? find(square, 0) ?? nearestFree(best, square, space);
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
