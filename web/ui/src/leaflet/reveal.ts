/** Brings a mark out from under what lies over the map. */
import type * as L from './leaflet';
import type { Box } from '../arrange/types';
import { wantsStillness } from '../story/scheme';

/** What is seen around the mark, in CSS pixels. */
const MARGIN = 16;

/** Marks are laid out anew after each move, and may stand elsewhere then. */
const MOST_MOVES = 4;

/** Moves the map until a mark is wholly in a part of it, in pixels from its corner; without a part, in view. */
export function reveal(map: L.Map, markOf: () => L.Marker | undefined, part?: Box, moves = MOST_MOVES): void {
  const mark = markOf();
  if (!mark || moves === 0) return;
  const size = map.getSize();
  const { left, right, top, bottom } = part ?? { left: 0, right: size.x, top: 0, bottom: size.y };
  const { offsetWidth, offsetHeight } = mark.getElement()!;
  const { x, y } = map.latLngToContainerPoint(mark.getLatLng());
  const by: [number, number] = [beyond(x, left, right, offsetWidth / 2 + MARGIN), beyond(y, top, bottom, offsetHeight / 2 + MARGIN)];
  if (by.every((distance) => Math.abs(distance) < 1)) return;
  map.once('moveend', () => reveal(map, markOf, part, moves - 1));
  map.panBy(by, { animate: !wantsStillness() });
}

/** How far a place is from a span that is narrower on each side by a margin, or by half of it. */
function beyond(at: number, from: number, to: number, margin: number): number {
  const inset = Math.min(margin, (to - from) / 2);
  return at < from + inset ? at - from - inset : Math.max(0, at - to + inset);
}
