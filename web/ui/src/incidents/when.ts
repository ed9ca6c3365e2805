/** Times in words, as the server writes them (say/time.go): Sunday 22 February 2026, 23:05. */

/** Makes a writer of days, with the clock where asked, for milliseconds since 1970. */
export function dayWriter(lang: string, zone: string, clock: boolean): (ms: number) => string {
  const format = new Intl.DateTimeFormat(british(lang), {
    timeZone: zone, weekday: 'long', day: 'numeric', month: 'long', year: 'numeric',
    ...(clock ? { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } : {}),
  });
  return (ms) => {
    const parts = format.formatToParts(ms);
    return parts.map(({ type, value }, i) => (type === 'literal' ? between(parts[i - 1]?.type, parts[i + 1]?.type, value) : value)).join('');
  };
}

/** What stands between two parts: that of the language, but for the commas. */
function between(before: string | undefined, after: string | undefined, usual: string): string {
  if (before === 'weekday') return ' ';
  return after === 'hour' ? ', ' : usual;
}

/** The reader's clock now, to the second. */
export function clockNow(lang: string): string {
  return new Date().toLocaleTimeString(british(lang), { hourCycle: 'h23' });
}

/** English as it is written most: the day before the month, and 24 hours. */
function british(lang: string): string {
  return lang === 'en' ? 'en-GB' : lang;
}
