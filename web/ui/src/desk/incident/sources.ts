/** The sources of an incident, and the choice of one of them. */
import type { DeskConfig } from '../text/config';
import { el } from '../form/dom';
import { field, input, select } from '../form/field';
import { textIn, type Source, type Story } from '../api/forms';
import type { Row } from '../form/rows';
import { TextFields } from '../form/texts';
import { t } from '../text/words';

export function sourceRow(config: DeskConfig, story: Story, source: Source): Row<Source> {
  const lang = story.languages[0] ?? 'en';
  const publisher = input(textIn(source.publisher, lang), { maxlength: 300 });
  const url = input(source.url, { type: 'url', maxlength: 2000, inputmode: 'url' });
  const kind = select(config.choices['source.kind']!, source.kind ?? 'unstated');
  const attribution = select(config.choices['attribution']!, source.attribution ?? 'unstated');
  const published = input(source.published?.slice(0, 10), { type: 'date' });
  const archive = input(source.archive, { type: 'url', maxlength: 2000, inputmode: 'url' });
  const reason = new TextFields('reason', t('sources.reason'), story.languages, source.reason, { most: 1000 });
  const reasoned = el('div', {}, reason.element);
  const adapt = (): void => void (reasoned.hidden = attribution.value !== 'anonymous');
  attribution.addEventListener('change', adapt);
  adapt();
  const element = el(
    'div',
    {},
    el('div', { class: 'columns' }, field('publisher', t('sources.publisher'), publisher), field('url', t('sources.url'), url)),
    el('div', { class: 'columns' }, field('kind', t('sources.kind'), kind), field('attribution', t('sources.attribution'), attribution)),
    reasoned,
    el('details', {}, el('summary', {}, t('sources.more')), el('div', { class: 'columns' }, field('published', t('sources.published'), published), field('archive', t('sources.archive'), archive))),
  );
  const read = (): Source => {
    const now: Source = { ...source, kind: kind.value, attribution: attribution.value };
    const name = publisher.value.trim();
    if (name && name !== textIn(source.publisher, lang)) now.publisher = { ...source.publisher, [lang]: name };
    if (!name) delete now.publisher;
    set(now, 'url', url.value.trim());
    set(now, 'archive', archive.value.trim());
    if (published.value !== (source.published?.slice(0, 10) ?? '')) set(now, 'published', published.value && `${published.value}T00:00:00Z`);
    if (attribution.value === 'anonymous') now.reason = reason.read();
    else delete now.reason;
    return now;
  };
  return { element, read };
}

function set(source: Source, name: 'url' | 'archive' | 'published', value: string): void {
  if (value) source[name] = value;
  else delete source[name];
}

/** Lets claims and figures choose among the sources, also those that are written just now. */
export class SourcePicker {
  /** By which languages sources are named, the first first. */
  constructor(private readonly langs: string[]) {}

  of: () => readonly Row<Source>[] = () => [];
  private readonly keys = new WeakMap<Row<Source>, string>();
  private readonly selects = new Set<HTMLSelectElement>();
  private last = 0;

  /** Gives a row a key of its own, by which it is chosen. */
  follow(row: Row<Source>): Row<Source> {
    this.last += 1;
    this.keys.set(row, `row${this.last}`);
    return row;
  }

  /** Makes a select in which the source of an id is chosen. */
  select(id: string | undefined): HTMLSelectElement {
    const control = el('select', {});
    const row = this.of().find((r) => id !== undefined && nameOf(r.read()).id === id);
    this.renewOne(control, row ? this.keys.get(row)! : '');
    this.selects.add(control);
    return control;
  }

  /** Gives what the API knows the chosen source by: its id, or the name or address that it will have. */
  read(control: HTMLSelectElement): string {
    const row = this.of().find((r) => this.keys.get(r) === control.value);
    if (!row) return '';
    const { id, name } = nameOf(row.read());
    return id || name;
  }

  /** Lists the sources anew as they are called now. */
  renew(): void {
    for (const control of this.selects) {
      if (control.isConnected) this.renewOne(control, control.value);
    }
  }

  private label(source: Source): string {
    return textIn(source.publisher, ...this.langs) || nameOf(source).name;
  }

  private renewOne(control: HTMLSelectElement, chosen: string): void {
    const options = this.of().map((row, i) => el('option', { value: this.keys.get(row)! }, this.label(row.read()) || t('sources.nth', { n: i + 1 })));
    control.replaceChildren(el('option', { value: '' }, t('sources.none')), ...options);
    control.value = chosen;
    if (control.selectedIndex < 0) control.value = '';
  }
}

function nameOf(source: Source): { id: string; name: string } {
  return { id: source.id ?? '', name: textIn(source.publisher) || (source.url ?? '') };
}
