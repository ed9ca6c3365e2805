/** How the reader wants counts to be drawn: symbols and circles, or areas shaded by a measure. Pure. */

import { narrows, type Filter } from './filter';

export const DIVISIONS = ['adm1', 'adm2', 'country', 'hexagon'] as const;
export type Division = (typeof DIVISIONS)[number];

export type Measure = 'entries' | 'deaths' | 'entries_rate' | 'deaths_rate';

export interface Choice {
  /** A division; any other word is symbols and circles, whatever the story's own choice is. */
  show?: string | undefined;
  /** A measure; any other word is entries. */
  measure?: string | undefined;
  /** "deaths": symbols are as large as the number of those who died. */
  size?: string | undefined;
}

const WORDS = ['show', 'measure', 'size'] as const;

/** Reads a choice. */
export function readChoice(word: (name: string) => string | null | undefined): Choice {
  return Object.fromEntries(WORDS.map((name) => [name, word(name)]).filter(([, value]) => value));
}

/** Whether there are counts of what a filter leaves: files have those of all there is. */
export function areCounted({ zooms }: { zooms?: Record<string, number[]> }, filter: Filter): boolean {
  return zooms === undefined || !narrows(filter);
}

export function isDivision(show: string | undefined): show is Division {
  return DIVISIONS.some((division) => division === show);
}
