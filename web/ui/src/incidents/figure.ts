/** How many people, by what the sources say together. Pure. */
export interface Figure {
  /** Where all sources agree. */
  best: number | undefined;
  low: number | undefined;
  high: number | undefined;
}

/** A figure in short, 4, 4–6, 4+ or ≤6; empty where nothing is known, or nobody is meant. */
export function figureText({ best, low, high }: Figure, number: (n: number) => string): string {
  if (high === 0) return '';
  if (best !== undefined) return number(best);
  if (low !== undefined && high !== undefined) {
    const [least, most] = [number(low), number(high)];
    return least === most ? least : `${least}–${most}`;
  }
  if (high !== undefined) return `≤${number(high)}`;
  return low ? `${number(low)}+` : '';
}

/**
 * A whole number as the locale writes it. Below a thousand all that readers' pages have write it alike (the test holds it),
 * and nothing of Intl is made, of which the first takes a phone a tenth of a second.
 */
export function numberText(n: number, locale: string): string {
  return n >= 0 && n < 1000 ? String(n) : n.toLocaleString(locale);
}
