/**
 * Which place names are written and where, so that none covers another or an
 * incident's mark. Pure. The important come first; a settlement's name may stand on any
 * side of its dot; an area's name has the area's middle or nothing.
 */
import { Space } from '../arrange/space';
import { isCut, type Box } from '../arrange/types';
import { labelStyle } from './style';
import type { PlaceClass } from './tile';

export interface Label {
  name: string;
  class: PlaceClass;
  rank: number;
  angle?: number;
  /** Pixels of the zoom level. */
  x: number;
  y: number;
}

export interface PlacedLabel extends Label {
  /** The left end of the text, and its vertical middle. */
  textX: number;
  textY: number;
  box: Box;
}

/** Where a label may stand. */
type Position = Pick<PlacedLabel, 'textX' | 'textY' | 'box'>;

/** Gives the width of a label's text in CSS pixels. */
export type Measure = (label: Label) => number;

const DOT = 5; // from the dot's centre to the text
const MARGIN = 3;

/** How far from a text of the story a name stays, so that it is not read as one of its lines. */
export const CLEAR = 5;

/** Places labels clear of the obstacles, of the story's texts and of each other, none of them cut by the view's edge. */
export function placeLabels(labels: Label[], measure: Measure, obstacles: Box[], view: Box, texts: Box[] = []): PlacedLabel[] {
  const taken = new Space(obstacles);
  for (const { left, right, top, bottom } of texts) taken.take({ left: left - CLEAR, right: right + CLEAR, top: top - CLEAR, bottom: bottom + CLEAR });
  const placed: PlacedLabel[] = [];
  for (const label of [...labels].sort(byImportance)) {
    const fitting = positions(label, measure(label)).find(({ box }) => taken.isFree(box) && !isCut(view, box));
    if (!fitting) continue;
    taken.take(fitting.box);
    placed.push({ ...label, ...fitting });
  }
  return placed;
}

/** By rank, then by things that do not change while the map moves, so that names do not flicker. */
function byImportance(a: Label, b: Label): number {
  return a.rank - b.rank || order(a.name, b.name) || a.x - b.x || a.y - b.y;
}

function order(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** The places a label's text may stand, the best first. */
function positions(label: Label, width: number): Position[] {
  const style = labelStyle(label.class);
  const height = style.size;
  const at = (textX: number, textY: number): Position => ({
    textX,
    textY,
    box: {
      left: Math.min(textX, style.dot ? label.x - DOT : textX) - MARGIN,
      right: Math.max(textX + width, style.dot ? label.x + DOT : textX) + MARGIN,
      top: Math.min(textY - height / 2, style.dot ? label.y - DOT : textY) - 1,
      bottom: Math.max(textY + height / 2, style.dot ? label.y + DOT : textY) + 1,
    },
  });
  const centred = label.x - width / 2;
  if (label.angle !== undefined) {
    const [across, down] = [Math.cos, Math.sin].map((of) => Math.abs(of((label.angle! * Math.PI) / 180))) as [number, number];
    const [w, h] = [across * width + down * height, down * width + across * height];
    const box = { left: label.x - w / 2, right: label.x + w / 2, top: label.y - h / 2, bottom: label.y + h / 2 };
    return [{ textX: centred, textY: label.y, box }];
  }
  if (!style.dot) return [at(centred, label.y)];
  // No further off than this: a name away from its place would be taken for another's.
  return [
    at(label.x + DOT + 1, label.y),
    at(label.x - DOT - 1 - width, label.y),
    at(centred, label.y - DOT - height / 2 - 1),
    at(centred, label.y + DOT + height / 2 + 1),
  ];
}
