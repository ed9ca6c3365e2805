/** Reasons of the server in the language of the page. */
import { query, type Api } from '../api/api';
import type { DeskConfig } from '../text/config';
import { el } from './dom';
import type { Reason } from '../api/forms';

/** Writes a reason; one that is in English alone is marked so. */
export function reasonElement({ lang }: DeskConfig, { words }: Reason): HTMLElement {
  const said = words[lang];
  return said === undefined ? el('span', { lang: 'en' }, words['en'] ?? '') : el('span', {}, said);
}

/** Writes reasons one after the other. */
export function reasonList(config: DeskConfig, reasons: Reason[]): HTMLElement {
  return el('span', {}, reasons.flatMap((why, i) => [i > 0 && '; ', reasonElement(config, why)]));
}

/** Asks for the words of reasons that are kept in English. */
export async function explainReasons(api: Api, english: string[]): Promise<Reason[]> {
  const words = new URLSearchParams(query({}));
  for (const reason of english) words.append('reason', reason);
  return (await api.get<{ reasons: Reason[] }>(`/reasons?${words.toString()}`)).body.reasons;
}
