/** What is arranged on the map: pixels of one zoom level. web/staticmap/layout has the same words. */

export interface XY {
  x: number;
  y: number;
}

export interface Size {
  width: number;
  height: number;
}

export interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** A point where a mark may stand, and how far its area reaches from there on every side. */
export interface Candidate extends XY {
  room: number;
}

/** A mark that belongs to a point, or to one of several points of an area or a line. */
export interface Mark extends Size {
  id: string;
  /** Its place: marks of one point stand around it, those of one area are one tag. */
  place: string;
  /** The heavier is placed first, and wins. */
  weight: number;
  /** The points it may stand at, the best first. One with a single candidate is a point's. */
  candidates: Candidate[];
}

/** What is written beside the mark of a place: the sizes of its texts, the fullest first. */
export interface Caption {
  place: string;
  sizes: Size[];
}

/** Where one mark, or several as one, stands. */
export interface Spot extends Size {
  /** The marks that stand here, the heaviest first. */
  ids: string[];
  at: XY;
  /** The true places of the marks, to which lines lead; none where it stands there. */
  leaders: XY[];
  /** Whether it had no room for its width, and is as wide as high. */
  narrow: boolean;
}

export interface PlacedCaption {
  place: string;
  /** Which of the sizes it has. */
  size: number;
  /** Whether it says more than the least it may. */
  told: boolean;
  box: Box;
  /** From the mark to the text, where that stands apart. */
  line?: [XY, XY];
}

export interface Arrangement {
  spots: Spot[];
  captions: PlacedCaption[];
}

/** The view, and the boxes that cover some of it: no text stands there. */
export interface Frame {
  view: Box;
  boxes: Box[];
}

export function distance(a: XY, b: XY): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

export function boxAround({ x, y }: XY, { width, height }: Size): Box {
  return { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 };
}

export function within(outer: Box, { left, right, top, bottom }: Box): boolean {
  return left >= outer.left && right <= outer.right && top >= outer.top && bottom <= outer.bottom;
}

export function apart(a: Box, b: Box): boolean {
  return a.left >= b.right || b.left >= a.right || a.top >= b.bottom || b.top >= a.bottom;
}

/** Whether the view's edge cuts a box: what is written stands wholly in the view, or wholly out of it. */
export function isCut(view: Box, box: Box): boolean {
  return !within(view, box) && !apart(view, box);
}
