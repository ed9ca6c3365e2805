/**
 * What the reader wants to see of a story. The server understands the same words and answers
 * in the same way; a story that came whole is filtered here, with no request. Pure.
 */
import { meets, type BBox } from '../incidents/inside';
import type { ColumnValue } from '../incidents/features';
import type { Incident } from '../incidents/model';
import { holdsAll, searchWords } from '../incidents/search';
import { isVisible } from './visibility';

/** The words that ask for one of few facts of an incident, which are called as the fact is, and the group of the filter that each is. */
export const TRAITS = { kind: 'kinds', verification: 'verifications' } as const;

type Word = keyof typeof TRAITS;

export const TRAIT_GROUPS = Object.entries(TRAITS) as [Word, (typeof TRAITS)[Word]][];

export interface Filter extends Partial<Record<(typeof TRAITS)[Word], string[] | undefined>> {
  /** Ids of the layers that are on; undefined means all, here as below. */
  layers?: string[] | undefined;
  /** Wanted values by the name of a column of the story, "x_cause"; each column must have one of its own. */
  columns?: Record<string, string[]> | undefined;
  /** Words to search for. */
  words?: string | undefined;
  /** An interval as RFC 3339 instants or "..", with "/" between. */
  time?: string | undefined;
  /** West, south, east, north, in degrees. */
  within?: BBox | undefined;
  /** Only what changed after this number. */
  after?: number | undefined;
}

/** A group of choices; each column is one. */
export type Group = Exclude<keyof Filter, 'columns'> | `x_${string}`;

/** Whether anything is left out. */
export function narrows(filter: Filter): boolean {
  return Object.values(filter).some((value) => value !== undefined);
}

type Test = (incident: Incident) => boolean;

/** Makes the tests of a filter, each of one group of choices. */
export type TestsOf = (filter: Filter, layers: { id: string }[]) => Map<Group, Test>;

/** The test of a filter's layers alone; background is in none. */
export const layersTest: TestsOf = (filter, layers) => {
  if (!filter.layers) return new Map();
  const on = new Set(filter.layers);
  return new Map([['layers', ({ isBackground, layers: own }) => isBackground || isVisible(own, on, layers)]]);
};

/** All tests of a filter; what has no time or no place passes those of time and place, as leaving it out would hide it. */
export const testsOf: TestsOf = (filter, layers) => {
  const { columns, words, time, within, after } = filter;
  const tests = layersTest(filter, layers);
  for (const [word, group] of TRAIT_GROUPS) {
    const wanted = filter[group];
    if (wanted) tests.set(group, (incident) => wanted.includes(incident[word]));
  }
  for (const [name, wanted] of Object.entries(columns ?? {})) {
    tests.set(name as Group, ({ columns: own }) => wanted.some((value) => isValue(own[name], value)));
  }
  if (words) {
    const asked = searchWords(words);
    tests.set('words', (incident) => holdsAll(incident.searched(), asked));
  }
  if (time) {
    const [from, to] = span(time);
    tests.set('time', ({ start, end }) => (start === undefined || start <= to) && (end === undefined || end >= from));
  }
  if (within) tests.set('within', ({ geometry }) => !geometry || meets(geometry, within));
  if (after !== undefined) tests.set('after', ({ seq }) => seq > after);
  return tests;
};

const NUMBER = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i;

/** Whether a value of a column is what a word says: numbers by what they are, all else by how it is written. */
export function isValue(own: ColumnValue | undefined, wanted: string): boolean {
  return typeof own === 'number' ? NUMBER.test(wanted) && Number(wanted) === own : own !== undefined && String(own) === wanted;
}

/** Whether an incident passes all tests but that of one group. */
export function passes(incident: Incident, tests: Map<Group, Test>, but?: Group): boolean {
  for (const [group, test] of tests) if (group !== but && !test(incident)) return false;
  return true;
}

const DAY = 86_400_000;

/** The ends of an interval, or of an instant, in milliseconds since 1970, both included; a date alone is the whole day in UTC. */
export function span(time: string): [number, number] {
  const [from = '', to = from] = time.split('/');
  const [start, end] = [Date.parse(from), Date.parse(to)];
  return [Number.isNaN(start) ? -Infinity : start, Number.isNaN(end) ? Infinity : to.length > 10 ? end : end + DAY - 1];
}
