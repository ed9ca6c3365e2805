/** The form that narrows the story down. Its layers are the map's legend too. The server makes it; here it is read, set and counted. */
import type { Config, Say } from '../story/config';
import { narrows, passes, type Filter, type Group, type TestsOf } from '../story/filter';
import { numberText } from '../incidents/figure';
import { LISTS } from '../story/url';
import type { Incident } from '../incidents/model';
import type { Timeline } from './timeline';

const WORDS_PAUSE_MS = 250; // after the last letter

const GROUPS = Object.entries(LISTS) as [keyof typeof LISTS, (typeof LISTS)[keyof typeof LISTS]][];

/** How many entries, with the word. */
export function entries(say: Say, n: number, locale: string): string {
  return say(n === 1 ? 'entries_one' : 'entries', { n: numberText(n, locale) });
}

export class FilterForm {
  private readonly words: HTMLInputElement | null;
  private readonly timeline: Timeline | undefined;
  private readonly found: HTMLElement | null;
  private within: Filter['within'];
  private after: number | undefined;
  private timer: number | undefined;

  constructor(
    private readonly form: HTMLFormElement | null,
    private readonly config: Config,
    private readonly say: Say,
    /** A choice was made; one that is not settled will be followed by others at once. */
    changed: (settled: boolean) => void,
    private readonly testsOf: TestsOf,
    Axis: typeof Timeline | undefined,
  ) {
    this.words = form?.querySelector<HTMLInputElement>('#words') ?? null;
    this.found = form?.querySelector<HTMLElement>('#found') ?? null;
    const time = form?.querySelector<HTMLElement>('#time');
    if (time && config.time && Axis) this.timeline = new Axis(time, config.time, config.lang, changed);
    form?.addEventListener('submit', (event) => event.preventDefault());
    form?.addEventListener('change', ({ target }) => {
      if ((target as HTMLInputElement).type === 'checkbox') changed(true);
    });
    for (const words of [this.words, ...this.texts()]) {
      words?.addEventListener('input', () => {
        window.clearTimeout(this.timer);
        this.timer = window.setTimeout(() => changed(true), WORDS_PAUSE_MS);
      });
    }
    this.found?.querySelector('a')?.addEventListener('click', (event) => {
      event.preventDefault();
      this.set({});
      changed(true);
    });
  }

  state(): Filter {
    return {
      ...Object.fromEntries(GROUPS.map(([name, group]) => [group, this.choice(name, group === 'layers')])),
      columns: this.columns(),
      words: this.words?.value.trim() || undefined,
      time: this.timeline?.state(),
      within: this.within,
      after: this.after,
    };
  }

  set(filter: Filter): void {
    for (const [name, group] of GROUPS) {
      const ids = filter[group];
      for (const box of this.boxes(name)) if (!box.disabled) box.checked = ids === undefined ? group === 'layers' : ids.includes(box.value);
    }
    for (const name of this.columnNames()) for (const box of this.boxes(name)) box.checked = filter.columns?.[name]?.includes(box.value) ?? false;
    for (const text of this.texts()) text.value = filter.columns?.[text.name]?.[0] ?? '';
    if (this.words) this.words.value = filter.words ?? '';
    this.timeline?.set(filter.time);
    this.within = filter.within;
    this.after = filter.after;
  }

  /** The layers that are on. */
  layersOn(): Set<string> {
    return new Set(this.boxes('layers').length > 0 ? this.checked('layers') : this.config.layers.map(({ id }) => id));
  }

  /** Counts what each choice finds together with those of the other groups, of a story that is whole. */
  count(incidents: Incident[]): void {
    const tests = this.testsOf(this.state(), this.config.layers);
    const ofTheDay = incidents.filter(({ isBackground, isCounted }) => isCounted && !isBackground);
    const passing = (but?: Group): Incident[] => ofTheDay.filter((incident) => passes(incident, tests, but));
    const lists: Record<string, [Incident[], (incident: Incident) => string[]]> = {};
    for (const [name, group] of GROUPS) lists[name] = [passing(group), (incident) => [incident[name]].flat()];
    for (const name of this.columnNames()) lists[name] = [passing(name as Group), ({ columns }) => (name in columns ? [String(columns[name])] : [])];
    this.form?.querySelectorAll<HTMLElement>('.count[data-of]').forEach((count) => {
      const of = count.dataset['of']!;
      const [name, id] = [of.slice(0, of.indexOf(' ')), of.slice(of.indexOf(' ') + 1)];
      const [list, ids] = lists[name]!;
      if (id !== 'all') this.write(count, list.filter((incident) => ids(incident).includes(id)).length);
    });
    this.timeline?.count(passing('time').flatMap(({ start }) => start ?? []));
    this.tell(passing().length, ofTheDay.length);
  }

  /** Takes the counts over that the server made. */
  take(page: Document): void {
    const fresh = page.querySelector('#filters');
    if (!fresh) return;
    for (const count of fresh.querySelectorAll<HTMLElement>('.count[data-of]')) {
      const here = [...(this.form?.querySelectorAll<HTMLElement>('.count[data-of]') ?? [])].find(({ dataset }) => dataset['of'] === count.dataset['of']);
      if (here) here.textContent = count.textContent;
    }
    this.timeline?.take(fresh);
    const found = this.found?.querySelector('span');
    if (found) found.textContent = fresh.querySelector('#found span')?.textContent ?? '';
    this.tellNarrowed();
  }

  /** How many of how many are found, in words. */
  foundText(): string {
    return this.found?.querySelector('span')?.textContent ?? '';
  }

  private write(count: HTMLElement, n: number): void {
    const number = numberText(n, this.config.locale);
    count.textContent = count.dataset['of']!.startsWith('layers ') ? entries(this.say, n, this.config.locale) : number;
    count.removeAttribute('aria-label');
  }

  private tell(n: number, all: number): void {
    const span = this.found?.querySelector('span');
    const number = (v: number): string => numberText(v, this.config.locale);
    if (span) span.textContent = n === all ? entries(this.say, all, this.config.locale) : this.say('found', { n: number(n), all: number(all) });
    this.tellNarrowed();
  }

  private tellNarrowed(): void {
    const clear = this.found?.querySelector('a');
    if (clear) clear.hidden = !narrows(this.state());
  }

  /** The columns of the story that have choices. */
  private columnNames(): string[] {
    return [...new Set([...(this.form?.querySelectorAll<HTMLInputElement>('input[type=checkbox][name^=x_]') ?? [])].map(({ name }) => name))];
  }

  /** The inputs of columns whose values are too many to be listed. */
  private texts(): HTMLInputElement[] {
    return [...(this.form?.querySelectorAll<HTMLInputElement>('input.column') ?? [])];
  }

  private columns(): Filter['columns'] {
    const chosen = this.columnNames().map((name) => [name, this.checked(name)] as [string, string[]]);
    const typed = this.texts().map(({ name, value }) => [name, value.trim() ? [value.trim()] : []] as [string, string[]]);
    const all = [...chosen, ...typed].filter(([, values]) => values.length > 0);
    return all.length > 0 ? Object.fromEntries(all) : undefined;
  }

  private boxes(name: string): HTMLInputElement[] {
    return [...(this.form?.querySelectorAll<HTMLInputElement>(`input[name=${name}]`) ?? [])];
  }

  private checked(name: string): string[] {
    return this.boxes(name).filter((box) => box.checked).map((box) => box.value);
  }

  /** What is chosen of a group; undefined for all: of layers each is on, of the others none is chosen. */
  private choice(name: string, each: boolean): string[] | undefined {
    const checked = this.checked(name);
    return checked.length === (each ? this.boxes(name).length : 0) ? undefined : checked;
  }
}
