/**
 * The steps in which a story is played: each shows what has begun up to an instant. What happened at times of their
 * own comes one after the other; where there are too many times, by hour, day, month or year. An order that nobody
 * gave is not made up: what is known to the day alone comes together, as that day begins. Pure.
 */
import type { TimePrecision } from '../incidents/features';
import type { Moment } from './label';

/** An entry as far as its time goes; start and end are in milliseconds since 1970. */
export interface Timed {
  id: string;
  title: string;
  start: number | undefined;
  end: number | undefined;
  timePrecision: TimePrecision;
}

export interface Step extends Moment {
  /** What has begun by then shows, in milliseconds since 1970. */
  until: number;
  /** What begins in this step, in the order in which the story lists it. */
  begun: Timed[];
  /** How many of those come together only since nobody says at what time of the day they began. */
  untimed: number;
}

/** So many steps can be followed. */
const MOST_STEPS = 60;

/** The precisions, the most exact first. */
const precisions: TimePrecision[] = ['minute', 'hour', 'part_of_day', 'day', 'week', 'month', 'year', 'unknown'];

/** In what steps are: a time of their own, or all that begins in the same hour, day, month or year. What is known less exactly than that has a step of its own. */
type Unit = 'time' | 'hour' | 'day' | 'month' | 'year';

const units: Unit[] = ['time', 'hour', 'day', 'month', 'year'];

const HOUR = 3_600_000;

type Started = Timed & { start: number };

const isCoarser = (a: TimePrecision, b: TimePrecision): boolean => precisions.indexOf(a) > precisions.indexOf(b);

/** Divides entries into steps by the calendar of a time zone of the IANA database; what has no time is in none. */
export function sequenceOf(entries: Timed[], zone: string): Step[] {
  const timed = entries.filter((entry): entry is Started => entry.start !== undefined).sort((a, b) => a.start - b.start);
  const calendar = calendarOf(zone);
  let unit: Unit = 'time';
  let ends = endsBy(unit, timed, calendar);
  for (const coarser of units) {
    if (ends.length <= MOST_STEPS) break;
    [unit, ends] = [coarser, endsBy(coarser, timed, calendar)];
  }
  let next = 0;
  return ends.map((until) => {
    const first = next;
    while (next < timed.length && timed[next]!.start <= until) next++;
    const begun = timed.slice(first, next);
    const untimed = begun.filter(({ timePrecision }) => isCoarser(timePrecision, 'hour')).length;
    return { until, begun, untimed: untimed > 1 ? untimed : 0, ...momentOf(begun, unit) };
  });
}

/** Writes an instant of a zone so that its first letters are the same for all of an hour, a day, a month or a year. */
function calendarOf(zone: string): (at: number) => string {
  const format = new Intl.DateTimeFormat('en', {
    timeZone: zone, era: 'narrow', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', hourCycle: 'h23', timeZoneName: 'longOffset',
  });
  return (at) => {
    const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
    // With the offset, as an hour may come twice.
    return `${part['era']}${part['year']!.padStart(6, '0')}-${part['month']}-${part['day']} ${part['hour']} ${part['timeZoneName']}`;
  };
}

/** How many letters of a calendar's writing tell the unit. */
const letters: Record<Exclude<Unit, 'time'>, number> = { year: 7, month: 10, day: 13, hour: Infinity };

/** The last beginnings of the steps by a unit, in order. */
function endsBy(unit: Unit, timed: Started[], calendar: (at: number) => string): number[] {
  const ends = new Map<string, number>();
  for (const { start, timePrecision } of timed) {
    const alone = unit === 'time' || isCoarser(timePrecision, unit);
    ends.set(alone ? String(start) : calendar(start).slice(0, letters[unit]), start);
  }
  return [...new Set(ends.values())].sort((a, b) => a - b);
}

/** When a step is: as exactly as the least exact of its entries is known, and no more exactly than its unit. */
function momentOf(begun: Started[], unit: Unit): Moment {
  const vaguest = begun.reduce((a, b) => (isCoarser(b.timePrecision, a.timePrecision) ? b : a));
  const [from, last] = [begun[0]!.start, begun[begun.length - 1]!.start];
  const own = { from, to: vaguest.end ?? last, precision: vaguest.timePrecision };
  if (unit === 'time' || isCoarser(vaguest.timePrecision, unit)) return own;
  return unit === 'hour' && vaguest.timePrecision === 'hour' ? own : { from, to: last, precision: unit };
}

/**
 * The steps of a story of which only a part is here: the parts of its time axis, edges in seconds since 1970, of which
 * something is known. What begins in each is not.
 */
export function partsOf(edges: number[], filled: Set<number>): Step[] {
  return edges.slice(1).flatMap((edge, i) => {
    const [from, to] = [edges[i]! * 1000, edge * 1000 - 1000];
    const precision = to - from < 23 * HOUR - 1000 ? 'part_of_day' : to - from > 25 * HOUR ? 'week' : 'day';
    return filled.has(i) ? [{ from, to, precision, until: to, begun: [], untimed: 0 } satisfies Step] : [];
  });
}
