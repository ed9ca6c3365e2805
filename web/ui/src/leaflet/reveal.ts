/** Brings a mark out from under what lies over the map. */
import type * as L from './leaflet';
import type { Box } from '../arrange/types';
import { wantsStillness } from '../scheme';

/** What is seen around the mark, in CSS pixels. */
const MARGIN = 16;

/** Moves the map until a mark is wholly in a part of it, in pixels from its corner; without a part, in view. */
export function reveal(map: L.Map, mark: L.Marker, part?: Box): void {
  const { x, y } = map.getSize();
  const { left, right, top, bottom } = part ?? { left: 0, right: x, top: 0, bottom: y };
  const { offsetWidth, offsetHeight } = mark.getElement()!;
  const across = Math.min(offsetWidth / 2 + MARGIN, (right - left) / 2);
  const down = Math.min(offsetHeight / 2 + MARGIN, (bottom - top) / 2);
  map.panInside(mark.getLatLng(), { paddingTopLeft: [left + across, top + down], paddingBottomRight: [x - right + across, y - bottom + down], animate: !wantsStillness() });
}
