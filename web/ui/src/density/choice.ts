/** How the reader wants counts to be drawn: symbols and circles, or areas shaded by a measure. Pure. */

export const DIVISIONS = ['adm1', 'adm2', 'country', 'hexagon'] as const;
export type Division = (typeof DIVISIONS)[number];

export const MEASURES = ['entries', 'deaths', 'entries_rate', 'deaths_rate'] as const;
export type Measure = (typeof MEASURES)[number];

/** "marks" is symbols and circles, whatever the story's own choice is. */
export type Show = Division | 'marks';

export interface Choice {
  show?: Show | undefined;
  measure?: Measure | undefined;
  /** Symbols are as large as the number of those who died. */
  size?: 'deaths' | undefined;
}

/** Reads a choice; a word that is not known is as if it were not there. */
export function readChoice(words: { get: (name: string) => string | null }): Choice {
  const one = <T extends string>(name: string, known: readonly T[]): T | undefined => known.find((word) => word === words.get(name));
  const show = one<Show>('show', ['marks', ...DIVISIONS]);
  const measure = one('measure', MEASURES);
  const size = one('size', ['deaths'] as const);
  return { ...(show && { show }), ...(measure && { measure }), ...(size && { size }) };
}
