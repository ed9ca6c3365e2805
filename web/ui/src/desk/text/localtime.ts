/** Instants of the API as people read and write them: on the clocks of a time zone that is named. */

/** Says an instant on the clocks of a zone, which it names: the clock of the person at the desk may be another. */
export function whenText(config: { lang: string }, at: string | number, timeZone: string): string {
  const options: Intl.DateTimeFormatOptions = { dateStyle: 'short', timeStyle: 'medium', timeZone };
  const zone = new Intl.DateTimeFormat(config.lang, { timeZone, timeZoneName: 'short' }).formatToParts(new Date(at)).find((p) => p.type === 'timeZoneName');
  return [new Date(at).toLocaleString(config.lang, options), zone?.value ?? timeZone].join(' ');
}

/** Gives an instant for a field of the type datetime-local, on the clocks of a zone, to the minute; empty for none. */
export function local(instant: string | undefined, timeZone: string): string {
  const at = instant ? Date.parse(instant) : NaN;
  return Number.isNaN(at) ? '' : new Date(onClocks(at, timeZone)).toISOString().slice(0, 16);
}

/**
 * Gives the instant of such a field, in UTC; empty for none. Where clocks are put back and a time comes twice it is the later, and
 * where they are put forward and it does not come, what would be shown before is not: nothing is public too early.
 */
export function instant(value: string, timeZone: string): string {
  const wall = value ? Date.parse(`${value}Z`) : NaN;
  if (Number.isNaN(wall)) return '';
  const all = [wall - DAY, wall + DAY].map((near) => wall - (onClocks(near, timeZone) - near));
  const exact = all.filter((at) => onClocks(at, timeZone) === wall);
  return new Date(Math.max(...(exact.length > 0 ? exact : all))).toISOString();
}

/** A day in milliseconds: in less than that around a time, the clocks of a zone are put forward or back once at most. */
const DAY = 86_400_000;

/** Gives what the clocks of a zone show at an instant, as if they were those of UTC; to the second, in milliseconds. */
function onClocks(at: number, timeZone: string): number {
  const format = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', { timeZone, hourCycle: 'h23', era: 'short', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' });
  const of = Object.fromEntries(format.formatToParts(new Date(at)).map(({ type, value }) => [type, value]));
  const shown = new Date(0);
  shown.setUTCFullYear(of['era'] === 'BC' ? 1 - Number(of['year']) : Number(of['year']), Number(of['month']) - 1, Number(of['day']));
  return shown.setUTCHours(Number(of['hour']), Number(of['minute']), Number(of['second']));
}
