/** How gathered incidents are drawn: the size of a bubble, and where in its cell it stands. Pure. */

/** A bubble's diameter in CSS pixels: by the number of digits, so that the number fits. */
export function bubbleSize(count: number): number {
  return Math.min(32 + 6 * (String(count).length - 1), 50);
}

const formats = new Map<string, Intl.NumberFormat>(); // to make one takes as long as a bubble

/** A number short enough for a bubble: 950, 1.2k, 38k, 1.2M. */
export function shortNumber(n: number, lang: string): string {
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
