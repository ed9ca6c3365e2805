/** Which shade an area has: counts in classes of about as many areas each, with ends that can be read. Pure. */

export interface Class {
  /** The least and the most of the class, both included. */
  from: number;
  to: number;
}

/** How many classes there are at most: more shades are not told apart. */
export const MOST_CLASSES = 5;

/**
 * Classes of values above zero, the lowest first. Few different values have a class each; others are cut at quantiles,
 * and each class is told by the least and the most that is in it, so that no class says what is not there.
 */
export function classesOf(values: number[]): Class[] {
  const sorted = values.filter((value) => value > 0).sort((a, b) => a - b);
  const distinct = [...new Set(sorted)];
  if (distinct.length <= MOST_CLASSES) return distinct.map((value) => ({ from: value, to: value }));
  const classes: Class[] = [];
  for (let i = 0; i < MOST_CLASSES; i++) {
    const above = classes[i - 1]?.to ?? 0;
    const rest = sorted.filter((value) => value > above);
    if (rest.length === 0) break;
    // Equal values are of one class, so that what is left is shared by the classes that are left.
    const share = rest[Math.max(0, Math.ceil(rest.length / (MOST_CLASSES - i)) - 1)]!;
    // And each class that is left has a value.
    const others = [...new Set(rest)];
    classes.push({ from: rest[0]!, to: Math.min(share, others[Math.max(0, others.length - (MOST_CLASSES - i))]!) });
  }
  return classes;
}

/** The class of a value; -1 for nothing. */
export function classOf(value: number, classes: Class[]): number {
  return classes.findIndex(({ from, to }) => value >= from && value <= to);
}

/** Rounds a rate to three digits, which is as exact as it is read. */
export function rounded(rate: number): number {
  if (!(rate > 0)) return 0;
  const scale = 10 ** Math.max(0, 2 - Math.floor(Math.log10(rate)));
  return Math.round(rate * scale) / scale;
}
