/** The view as texts and tags are laid out in it: the map's box, and what lies over it, in pixels of its zoom. */
import type * as L from './leaflet';
import type { Box, Frame, XY } from '../arrange/types';

/** What is fired on the map when something that lies over it comes, goes or takes another place. */
export const COVERS_CHANGE = 'covers';

/** What may lie over the map: its controls, the card of an incident, and the player. */
const COVERS = '.leaflet-control, #card[open], .player';

export function frameOf(map: L.Map): Frame {
  const element = map.getContainer();
  const { left, top } = element.getBoundingClientRect();
  const { min, max } = map.getPixelBounds() as { min: XY; max: XY };
  const boxes = [...element.ownerDocument.querySelectorAll(COVERS)]
    .map((cover) => cover.getBoundingClientRect())
    .filter(({ width }) => width > 0)
    .map((box): Box => ({ left: box.left - left + min.x, right: box.right - left + min.x, top: box.top - top + min.y, bottom: box.bottom - top + min.y }));
  return { view: { left: min.x, right: max.x, top: min.y, bottom: max.y }, boxes };
}
