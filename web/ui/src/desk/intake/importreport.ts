/** What became of a file, in the language of the page. */
import type { Reason } from '../api/forms';
import type { DeskConfig } from '../text/config';
import { el, type Child } from '../form/dom';
import { reasonElement } from '../form/reasons';
import { t } from '../text/words';

interface Counts {
  rows: number;
  accepted: number;
  partial: number;
  refused: number;
  unlocated: number;
  blank: number;
  duplicates: number;
  created: number;
  updated: number;
  unchanged: number;
}

export interface Message {
  row?: number;
  column?: string;
  value?: string;
  count?: number;
  rows?: number[];
  explained: { reason: Reason; action: Reason };
}

interface FileReport extends Counts {
  file: string;
  /** In English, with the parameters of the API: why it was not read, or not to its end. */
  error?: string;
  /** Why, in the words of the desk. */
  explained?: Reason;
  messages: Message[];
}

export interface Report extends Counts {
  files: FileReport[];
}

/** Tells what is said of a column as a whole, such as how its dates are read. */
export const isOfColumn = (m: Message): boolean => m.column !== undefined && !m.row && !m.count && !m.value;

/** How many lines are shown. */
const LINES = 200;

export function reportElement(config: DeskConfig, report: Report | undefined): HTMLElement {
  const files = report?.files ?? [];
  const lines = files.flatMap((f) => f.messages.map((m) => ({ file: files.length > 1 ? f.file : '', m })));
  return el(
    'div',
    {},
    el('h2', {}, t('import.report')),
    report && el('p', {}, countsText(report)),
    files.filter((f) => f.error).map((f) => el('p', { class: 'notice', 'data-refused': true }, t('import.unread', { file: f.file }), ' ', unreadElement(config, f))),
    lines.length > 0 && el('ul', { class: 'report' }, lines.slice(0, LINES).map(({ file, m }) => el('li', {}, file && `${file}: `, messageParts(config, m)))),
    lines.length > LINES && el('p', { class: 'note' }, t('import.more_lines', { n: lines.length - LINES })),
  );
}

/** Says why a file was not read, and the language of that where it is not the page's. */
export function whyUnread({ lang }: DeskConfig, { explained, error = '' }: Pick<FileReport, 'explained' | 'error'>): { text: string; lang: string } {
  const said = explained?.words[lang];
  return said === undefined ? { text: explained?.words['en'] ?? error, lang: lang === 'en' ? '' : 'en' } : { text: said, lang: '' };
}

function unreadElement(config: DeskConfig, file: FileReport): HTMLElement {
  const { text, lang } = whyUnread(config, file);
  return el('span', { lang: lang || undefined }, text);
}

/** Says the counts that are not 0, the rows first. */
export function countsText(counts: Counts): string {
  const names = ['rows', 'accepted', 'partial', 'refused', 'duplicates', 'created', 'updated', 'unchanged', 'unlocated', 'blank'] as const;
  return names.filter((name) => name === 'rows' || counts[name] > 0).map((name) => t(`import.count.${name}`, { n: counts[name] })).join(' · ');
}

/** Says a message: where, what, why, and what was done. */
export function messageParts(config: DeskConfig, { row, column, value, count, rows = [], explained }: Message): Child[] {
  const { reason, action } = explained;
  const where = count && count > 1 ? t('import.rows', { n: count, rows: rows.join(', ') + (count > rows.length ? ' …' : '') }) : row ? t('import.row', { n: row }) : '';
  return [
    where && `${where}: `,
    column && el('b', {}, `${column}: `),
    value && `“${value}” `,
    reasonElement(config, reason),
    Object.keys(action.words ?? {}).length > 0 && ['; ', reasonElement(config, action)],
  ];
}
