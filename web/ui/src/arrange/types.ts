/** What marks are arranged with: pixels of one zoom level. */

export interface XY {
  x: number;
  y: number;
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
export interface Mark {
  id: string;
  /** The points it may stand at, the best first. One with a single candidate is a point's. */
  candidates: Candidate[];
}

export interface Spot {
  /** The marks that stand here: one, or those of a stack. */
  ids: string[];
  at: XY;
  /** The true places to which leader lines lead; none when the spot is the place. */
  leaders: XY[];
}

export interface Sizes {
  /** A mark's diameter: marks are round to the touch. */
  mark: number;
  /** The space between marks. */
  gap: number;
}

export interface Circle extends XY {
  r: number;
}

export function distance(a: XY, b: XY): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
