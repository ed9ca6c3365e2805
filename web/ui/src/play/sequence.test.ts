import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TimePrecision } from '../incidents/features';
import { momentWriter } from './label';
import { partsOf, sequenceOf, type Timed } from './sequence';

const ZONE = 'America/Mexico_City';
const at = (text: string): number => Date.parse(`${text}-06:00`);
const entry = (id: string, start: string | undefined, timePrecision: TimePrecision, end?: string): Timed => ({
  id, title: `Title ${id}`, start: start === undefined ? undefined : at(start), end: end === undefined ? undefined : at(end), timePrecision,
});
const day = (id: string, date: string): Timed => entry(id, `${date}T00:00:00`, 'day', `${date}T23:59:59`);
const minute = (id: string, time: string): Timed => entry(id, time, 'minute');

/** Steps as "what comes, when, how many without a time of the day". */
function told(entries: Timed[], lang = 'en'): string[] {
  const write = momentWriter(lang, ZONE);
  return sequenceOf(entries, ZONE).map((step) => `${step.begun.map(({ id }) => id).join(' ')}: ${write(step)}${step.untimed ? ` (${step.untimed})` : ''}`);
}

const rows: { name: string; entries: Timed[]; want: string[]; lang?: string }[] = [
  { name: 'nothing', entries: [], want: [] },
  { name: 'entries of one day without a time come together', entries: [day('a', '2026-02-22'), day('b', '2026-02-22'), day('c', '2026-02-23')], want: ['a b: Sunday 22 February 2026 (2)', 'c: Monday 23 February 2026'] },
  { name: 'known times come one after the other, in their order', entries: [minute('b', '2026-02-22T10:15:00'), minute('a', '2026-02-22T08:05:00')], want: ['a: Sunday 22 February 2026, 08:05', 'b: Sunday 22 February 2026, 10:15'] },
  { name: 'those of one minute come together, and nobody has to say so', entries: [minute('a', '2026-02-22T08:05:00'), minute('b', '2026-02-22T08:05:00')], want: ['a b: Sunday 22 February 2026, 08:05'] },
  { name: 'an hour is told as an hour', entries: [entry('a', '2026-02-22T08:00:00', 'hour', '2026-02-22T08:59:59')], want: ['a: Sunday 22 February 2026, 08:00–08:59'] },
  { name: 'a part of a day is told as such', entries: [entry('a', '2026-02-22T06:00:00', 'part_of_day', '2026-02-22T11:59:59')], want: ['a: Sunday 22 February 2026, 06:00–11:59'] },
  { name: 'what is known to the day stands apart from the hours of that day', entries: [minute('a', '2026-02-22T08:05:00'), day('b', '2026-02-22'), day('c', '2026-02-22'), minute('d', '2026-02-21T23:00:00')], want: ['d: Saturday 21 February 2026, 23:00', 'b c: Sunday 22 February 2026 (2)', 'a: Sunday 22 February 2026, 08:05'] },
  { name: 'midnight with a day: told as vaguely as the vaguest', entries: [minute('a', '2026-02-22T00:00:00'), day('b', '2026-02-22'), day('c', '2026-02-22')], want: ['a b c: Sunday 22 February 2026 (2)'] },
  { name: 'weeks, months and years', entries: [entry('w', '2026-02-16T00:00:00', 'week', '2026-02-22T23:59:59'), entry('m', '2026-02-01T00:00:00', 'month', '2026-02-28T23:59:59'), entry('y', '2026-01-01T00:00:00', 'year', '2026-12-31T23:59:59')], want: ['y: 2026', 'm: February 2026', 'w: Monday 16 February 2026 – Sunday 22 February 2026'] },
  { name: 'in Spanish', lang: 'es', entries: [minute('a', '2026-02-22T08:05:00'), entry('m', '2026-02-01T00:00:00', 'month')], want: ['m: febrero de 2026', 'a: domingo 22 de febrero de 2026, 08:05'] },
  { name: 'what has no time is in no step', entries: [entry('a', undefined, 'unknown'), day('b', '2026-02-22')], want: ['b: Sunday 22 February 2026'] },
];

for (const { name, entries, want, lang } of rows) test(name, () => assert.deepEqual(told(entries, lang), want));

test('too many times come by hour, by day, by month, by year, as few as can be followed', () => {
  const every = (ms: number, n: number): Timed[] => Array.from({ length: n }, (_, i) => ({ ...minute(`e${i}`, '2026-02-22T00:01:00'), start: at('2026-02-22T00:01:00') + i * ms }));
  const HOUR = 3_600_000;
  for (const [name, step, n, most, first] of [
    ['minutes of half a day', 60_000, 720, 13, 'Sunday 22 February 2026, 00:01–00:59'],
    ['hours of a month', HOUR, 24 * 30, 30, 'Sunday 22 February 2026'],
    ['days of four years', 24 * HOUR, 4 * 365, 49, 'February 2026'],
    ['months of a century', 30 * 24 * HOUR, 1200, 100, '2026'],
  ] as const) {
    const steps = sequenceOf(every(step, n), ZONE);
    assert.ok(steps.length <= most && steps.length > most / 2, `${name}: ${steps.length} steps`);
    assert.equal(momentWriter('en', ZONE)(steps[0]!), first, name);
  }
});

test('whatever the times: each entry comes once, in the order of their beginnings, with what began by then', () => {
  let state = 3;
  const random = (most: number): number => Math.floor(((state = (state * 48271) % 2147483647) / 2147483647) * most);
  const precisions: TimePrecision[] = ['minute', 'hour', 'part_of_day', 'day', 'week', 'month', 'year', 'unknown'];
  for (let round = 0; round < 100; round++) {
    const span = [3_600_000, 86_400_000, 400 * 86_400_000][round % 3]!;
    const entries = Array.from({ length: 1 + random(200) }, (_, i) => ({ ...entry(`e${i}`, '2026-01-01T00:00:00', precisions[random(8)]!), start: at('2026-01-01T00:00:00') + random(48) * (span / 48) }));
    const steps = sequenceOf(entries, ZONE);
    assert.deepEqual(steps.flatMap(({ begun }) => begun.map(({ id }) => id)).sort(), entries.map(({ id }) => id).sort());
    steps.forEach(({ begun, until, untimed }, i) => {
      const before = steps[i - 1]?.until ?? -Infinity;
      assert.ok(until > before && begun.length > 0);
      for (const one of begun) assert.ok(one.start! > before && one.start! <= until);
      const unknown = begun.filter(({ timePrecision }) => !['minute', 'hour'].includes(timePrecision)).length;
      assert.equal(untimed, unknown > 1 ? unknown : 0);
    });
  }
});

test('of a story that is here in part, the parts of its axis of which something is known', () => {
  const edges = ['2026-02-22T00:00:00', '2026-02-23T00:00:00', '2026-02-24T00:00:00', '2026-02-25T00:00:00'].map((time) => at(time) / 1000);
  assert.deepEqual(partsOf(edges, new Set([0, 2])).map(momentWriter('en', ZONE)), ['Sunday 22 February 2026', 'Tuesday 24 February 2026']);
  assert.deepEqual(partsOf([edges[0]!, edges[0]! + 3600], new Set([0])).map(momentWriter('en', ZONE)), ['Sunday 22 February 2026, 00:00–00:59']);
});
