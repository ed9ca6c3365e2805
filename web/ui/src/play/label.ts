/** When a step of a story that is played is, in words. */
import type { TimePrecision } from '../incidents/features';
import { dayWriter } from '../incidents/when';

/** The span of a step, in milliseconds since 1970, and how exactly it is told. */
export interface Moment {
  from: number;
  /** The last instant. */
  to: number;
  precision: TimePrecision;
}

/** Makes a writer of moments in a language and a time zone of the IANA database. */
export function momentWriter(lang: string, zone: string): (moment: Moment) => string {
  const day = dayWriter(lang, zone, false);
  const instant = dayWriter(lang, zone, true);
  const clock = new Intl.DateTimeFormat(lang, { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const month = new Intl.DateTimeFormat(lang, { timeZone: zone, month: 'long', year: 'numeric' });
  const year = new Intl.DateTimeFormat(lang, { timeZone: zone, year: 'numeric' });
  return ({ from, to, precision }) => {
    switch (precision) {
      case 'minute':
        return instant(from);
      case 'hour':
      case 'part_of_day':
        if (instant(from) === instant(to)) return instant(from);
        return day(from) === day(to) ? `${instant(from)}–${clock.format(to)}` : `${instant(from)} – ${instant(to)}`;
      case 'week':
        return `${day(from)} – ${day(to)}`;
      case 'month':
        return month.format(from);
      case 'year':
        return year.format(from);
      default:
        return day(from);
    }
  };
}
