/** Instants of the API as the browser's own fields have them, on the clock of the person at the desk. */

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
