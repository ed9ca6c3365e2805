/** Instants of the API as the browser's own fields have them, on the clock of the person at the desk. */

/** Says an instant on the clocks of a zone, which it names: the clock of the person at the desk may be another. */
export function whenText(config: { lang: string }, at: string | number, timeZone: string): string {
  const options: Intl.DateTimeFormatOptions = { dateStyle: 'short', timeStyle: 'medium', timeZone };
  const zone = new Intl.DateTimeFormat(config.lang, { timeZone, timeZoneName: 'short' }).formatToParts(new Date(at)).find((p) => p.type === 'timeZoneName');
  return [new Date(at).toLocaleString(config.lang, options), zone?.value ?? timeZone].join(' ');
}

/** Gives an instant for a field of the type datetime-local, to the minute; empty for none. */
export function local(instant: string | undefined): string {
  if (!instant) return '';
  const at = new Date(instant);
  if (Number.isNaN(at.getTime())) return '';
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** Gives the instant of such a field, in UTC; empty for none. */
export function instant(value: string): string {
  const at = value ? new Date(value) : undefined;
  return at && !Number.isNaN(at.getTime()) ? at.toISOString() : '';
}
