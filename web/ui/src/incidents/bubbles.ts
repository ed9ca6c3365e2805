/** How gathered incidents are drawn: the size of a bubble, of the numbers in it, and where in its cell it stands. Pure. */
import { numberText } from './figure';

/** The widest and the narrowest bubble, in CSS pixels: cells of the grid are 64 wide at least. */
const WIDEST = 60;
const NARROWEST = 26;

/** The smallest figures that are still read, in CSS pixels, and how wide one is of its height. */
const LEAST_FIGURE = 9;
const FIGURE_WIDTH = 0.6;
const EDGE = 8; // of a bubble's width, that figures leave free

/** A bubble's diameter in CSS pixels: its area is in proportion to the count, the largest count of all being the widest; its number always fits. web/staticmap/marks.go has the same. */
export function bubbleSize(count: number, most: number, letters: number): number {
  const byArea = WIDEST * Math.sqrt(count / Math.max(most, 1));
  return Math.ceil(Math.min(WIDEST, Math.max(NARROWEST, byArea, letters * FIGURE_WIDTH * LEAST_FIGURE + EDGE)));
}

/** The size of figures in a bubble, at most as large as is wanted; undefined where they cannot be read. */
export function figureSize(letters: number, width: number, wanted: number): number | undefined {
  const room = (width - EDGE) / (letters * FIGURE_WIDTH);
  return room < LEAST_FIGURE ? undefined : Math.min(room, wanted);
}

/** The count whose bubble the legend shows: the largest of 1, 2, 5, 10, 20 … up to half of the largest of all, whose area is true. */
export function legendCount(most: number): number {
  const tens = 10 ** Math.floor(Math.log10(Math.max(most / 2, 1)));
  return tens * (most >= tens * 10 ? 5 : most >= tens * 4 ? 2 : 1);
}

const formats = new Map<string, Intl.NumberFormat>(); // to make one takes as long as a bubble

/** A number short enough for a bubble: 950, 1.2k, 38k, 1.2M. */
export function shortNumber(n: number, lang: string): string {
  if (n < 1000) return numberText(n, lang);
  const digits = n < 10_000 ? 1 : 0;
  let format = formats.get(lang + digits);
  if (!format) {
    format = new Intl.NumberFormat(lang, { notation: 'compact', maximumFractionDigits: digits });
    formats.set(lang + digits, format);
  }
  return format.format(n);
}

/**
 * Moves a bubble into its cell, so that bubbles of neighbouring cells do not overlap: along
 * one axis, in pixels of the world at a zoom.
 */
export function intoCell(at: number, cell: number, size: number): number {
  const start = Math.floor(at / cell) * cell;
  const inset = Math.min(size / 2 + 1, cell / 2);
  return Math.min(Math.max(at, start + inset), start + cell - inset);
}
