/** What the server says to the desk's script, in the page's `script#config`. */
import type { BasemapConfig, Shape } from '../../story/config';
import { textIn, type Story } from '../api/forms';

export interface Choice {
  value: string;
  title: string;
}

export interface KindChoice extends Choice {
  class: string;
  shape: Shape;
}

export type PageName = 'stories' | 'new' | 'story' | 'incident' | 'import' | 'report' | 'settings' | 'people';

export interface DeskConfig {
  page: PageName;
  story?: string;
  /** Id of the incident; 'new' or nothing for one that is to be written. */
  incident?: string;
  /** Of the interface. */
  lang: string;
  /** The path below which the server lives; empty for its host's root. */
  root: string;
  messages: Record<string, string>;
  mapWords: Record<string, string>;
  languages: Choice[];
  kinds: KindChoice[];
  /** By field, the words of each closed list. */
  choices: Record<string, Choice[]>;
  /** What may be said of a file that is imported; choices where the values are few. */
  importOptions: { name: string; label: string; box?: boolean; choices?: Choice[] }[];
  /** Bytes of a text in one language; entries of a list. */
  limits: { title: number; text: number; list: number };
  basemap: BasemapConfig;
}

export function readDeskConfig(doc: Document): DeskConfig {
  return JSON.parse(doc.getElementById('config')!.textContent!) as DeskConfig;
}

/** Puts the kinds that a story declares behind those that every story has. */
export function adoptKinds(config: DeskConfig, story: Story): void {
  const own = (story.kinds ?? []).map((k) => ({ value: k.id, title: textIn(k.title, config.lang, ...story.languages), class: k.class, shape: k.shape }));
  config.kinds = [...config.kinds.filter(({ value }) => !value.startsWith(OWN_KIND)), ...own];
}

/** What the ids of kinds that stories declare begin with. */
export const OWN_KIND = 'x_';

/** Names a word of a closed list; one that is not known is its own name. */
export function titleOf(config: DeskConfig, list: string, value: string | undefined): string {
  const all: Choice[] = list === 'kind' ? config.kinds : (config.choices[list] ?? []);
  return all.find((c) => c.value === value)?.title ?? value ?? '';
}
