/** Values of fields as a person reads them: in histories, comparisons and conflicts. */
import type { DeskConfig } from './config';
import { titleOf } from './config';
import { languageName } from './texts';
import { t } from './words';

/** The form of a language's tag. */
const LANGUAGE = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;

/** How much of a text is shown. */
const MOST = 600;

export function describe(config: DeskConfig, name: string, value: unknown): string {
  return cut(text(config, name, value));
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
  if ((name === 'start' || name === 'end') && typeof value === 'string') return value.replace('T', ' ').slice(0, 16);
  if (typeof value === 'string') return config.choices[name] || name === 'kind' ? titleOf(config, name, value) : value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return value.length === 0 ? t('nothing') : value.map((v) => `• ${text(config, name, v)}`).join('\n');
  return record(config, value as Record<string, unknown>);
}

function record(config: DeskConfig, value: Record<string, unknown>): string {
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
    .filter(([key]) => key !== 'id')
    .map(([key, v]) => `${fieldName(key)}: ${text(config, key, v)}`)
    .join('; ');
}

function cut(s: string): string {
  return s.length > MOST ? `${s.slice(0, MOST)} …` : s;
}
