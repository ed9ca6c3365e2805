/** Values of fields as a person reads them: in histories, comparisons and conflicts. */
import type { DeskConfig } from './config';
import { titleOf } from './config';
import { languageName } from './language';
import { t } from './words';

/** The form of a language's tag. */
const LANGUAGE = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;

/** How much of a text is shown. */
const MOST = 600;

/** Says a value of a field; of what it is a field of, a time is told no more exactly than that knows it. */
export function describe(config: DeskConfig, name: string, value: unknown, of: Record<string, unknown> = {}): string {
  if ((name === 'start' || name === 'end') && typeof value === 'string' && value) return timeText(value, of['time_precision'] as string | undefined);
  return cut(text(config, name, value));
}

/** How many letters of an instant say no more than is known: "2026-02-22T14:30" to the minute, "2026-02-22" to the day. */
const LETTERS: Record<string, number> = { year: 4, month: 7, week: 10, day: 10, unknown: 10 };

/** Says an instant on its own clocks, no more exactly than it is known. */
export function timeText(instant: string, precision: string | undefined): string {
  return instant.replace('T', ' ').slice(0, LETTERS[precision ?? ''] ?? 16);
}

/** Says the day, month or year of an instant, as exactly as it is known. */
export function dayText(instant: string | undefined, precision: string | undefined): string {
  return timeText(instant ?? '', precision).slice(0, 10);
}

/** Says from when to when something was; one day, month or year once. */
export function spanText(start: string | undefined, end: string | undefined, precision: string | undefined): string {
  const times = [start, end].filter((s) => s).map((s) => timeText(s!, precision));
  return [...new Set(times)].join(' – ');
}

/** Names a field; of a list, counted from 1, by the row that it is in. */
export function fieldName(name: string): string {
  const [whole, ...rest] = name.split('.');
  const [, first, row] = /^([^[]*)(?:\[(\d+)\])?/.exec(whole!)!;
  const spoken = t(`field.${first}`);
  const label = (spoken.startsWith('field.') ? first! : spoken) + (row === undefined ? '' : ` ${Number(row) + 1}`);
  if (rest.length === 0) return label;
  return `${label} (${rest.length === 1 && LANGUAGE.test(rest[0]!) ? languageName(rest[0]!) : rest.join('.')})`;
}

function text(config: DeskConfig, name: string, value: unknown): string {
  if (value === null || value === undefined || value === '') return t('nothing');
  if (typeof value === 'string') return config.choices[name] || name === 'kind' ? titleOf(config, name, value) : value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return value.length === 0 ? t('nothing') : value.map((v) => `• ${text(config, name, v)}`).join('\n');
  return record(config, name, value as Record<string, unknown>);
}

/** The closed lists of members of rows, where they are called otherwise than the member. */
const LISTS: Record<string, string> = { 'sources.kind': 'source.kind', 'relations.type': 'relation' };

/** Messages that name the values of members of rows. */
const NAMED: Record<string, string> = { 'claims.field': 'claims.of.', 'media.kind': 'media.kind.' };

/** What of a row says nothing to a person: what it is known by, and where its passage stands. */
const UNSAID = ['id', 'hash', 'width', 'height', 'start', 'end'];

/** Names a member of a row, such as the kind of a source. */
function memberName(list: string, member: string): string {
  const key = `${list}.${member}`;
  const spoken = t(key);
  return spoken === key ? fieldName(member) : spoken;
}

function memberText(config: DeskConfig, list: string, member: string, value: unknown): string {
  const key = `${list}.${member}`;
  if (typeof value !== 'string') return text(config, member, value);
  if (NAMED[key]) return t(NAMED[key] + value);
  return LISTS[key] ? titleOf(config, LISTS[key], value) : text(config, member, value);
}

function record(config: DeskConfig, name: string, value: Record<string, unknown>): string {
  if ('coordinates' in value) {
    const flat = JSON.stringify(value['coordinates']);
    return `${String(value['type'])} ${flat}`;
  }
  if ('outcome' in value) {
    const n = value['best'] ?? `${String(value['low'] ?? '?')}–${String(value['high'] ?? '?')}`;
    return `${titleOf(config, 'outcome', value['outcome'] as string)}: ${String(n)} (${titleOf(config, 'group', value['group'] as string)})`;
  }
  if ('best' in value || 'low' in value || 'high' in value) {
    return String(value['best'] ?? `${String(value['low'] ?? '?')}–${String(value['high'] ?? '?')}`);
  }
  const langs = Object.entries(value);
  if (langs.length > 0 && langs.every(([lang, said]) => LANGUAGE.test(lang) && typeof said === 'string')) {
    return langs.length === 1 ? String(langs[0]![1]) : langs.map(([lang, said]) => `${languageName(lang)}: ${String(said)}`).join('\n');
  }
  return Object.entries(value)
    .filter(([key]) => !UNSAID.includes(key))
    .map(([key, v]) => `${memberName(name, key)}: ${memberText(config, name, key, v)}`)
    .join('; ');
}

function cut(s: string): string {
  return s.length > MOST ? `${s.slice(0, MOST)} …` : s;
}
