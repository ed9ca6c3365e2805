/** A file taken in: its columns matched by hand, a preview, the report, and the way back. */
import { explain } from '../text/explain';
import { newKey, query } from '../api/api';
import { adoptKinds, titleOf } from '../text/config';
import { dayText } from '../text/describe';
import { openForm } from '../form/dialog';
import { button, el, fill } from '../form/dom';
import { checkbox, field, select, setWrong, showFaults, textarea } from '../form/field';
import { textIn, type Incident, type Story, type StoryKind, type Reason } from '../api/forms';
import { ImportOptions } from './importoptions';
import { isOfColumn, messageParts, reportElement, whyUnread, type Report } from './importreport';
import { whenText } from '../text/localtime';
import type { DeskPage } from '../shell/page';
import { Problem } from '../api/problem';
import { reasonElement } from '../form/reasons';
import { may } from '../shell/rights';
import { t } from '../text/words';

interface Column {
  name: string;
  field?: string;
  samples?: string[];
  /** Why it is taken for its field. */
  explained?: Reason;
}

/** What would come of a file. */
interface Looked {
  columns?: Column[];
  kinds?: ProposedKind[];
  preview?: Incident[];
  report?: Report;
}

type ProposedKind = StoryKind & { rows: number };

interface Run {
  run: string;
  file?: string;
  name?: string;
  time?: string;
  who?: string;
  undone?: boolean;
  incidents?: number;
}

/** Bytes of a file, at most, as the server takes it. */
const LARGEST = 8 << 20;

export async function importPage(page: DeskPage): Promise<void> {
  const slug = page.config.story!;
  const { body: story } = await page.api.get<Story>(`/stories/${slug}`);
  const back = { text: textIn(story.title, ...page.langs), href: page.href(`/stories/${slug}`) };
  if (!may(page.session, 'imports', slug)) {
    page.show(t('import'), back, el('p', { class: 'notice' }, t('error.forbidden')));
    return;
  }
  adoptKinds(page.config, story);
  const runs = el('section', { class: 'panel' });
  const work = el('section', { class: 'sheet' });
  const file = el('input', { type: 'file', accept: '.csv,.tsv,.xlsx,.json,.geojson,.geojsonl,.kml,.kmz,.gpx,.gpkg,.parquet,.fgb,.ods,.zip,.gz' });
  const chosen = field('file', t('import.file'), file, t('import.file_hint', { mb: LARGEST >> 20 }));
  const listRuns = (): Promise<boolean> => page.attempt(() => showRuns(page, story, runs));
  let last: Import | undefined;
  file.addEventListener('change', () => {
    const [first] = file.files ?? [];
    if (!first) return;
    last = undefined;
    fill(work);
    page.calm();
    const wrong = first.size === 0 ? t('import.empty_file') : first.size > LARGEST ? t('import.too_large', { mb: LARGEST >> 20 }) : '';
    setWrong(chosen, wrong);
    if (wrong) return;
    const made: Import = new Import(page, story, first, { work, chosen }, { done: () => void listRuns(), isLast: () => made === last });
    last = made;
    void made.look();
  });
  page.show(t('import'), back, el('p', { class: 'lede' }, t('import.lede')), chosen, work, runs);
  await listRuns();
}

class Import {
  private readonly mapping = new Map<string, string>();
  private readonly choices = new Map<string, HTMLSelectElement>();
  private readonly key = newKey();
  private readonly options: ImportOptions;
  /** Whether the story is to declare kinds for words that none is known by. */
  private addKinds = false;
  private looks = 0;

  constructor(
    private readonly page: DeskPage,
    private readonly story: Story,
    private readonly file: File,
    /** What the page has for the file: where it is shown, and the field in which it is chosen. */
    private readonly parts: { work: HTMLElement; chosen: HTMLElement },
    private readonly hears: { done: () => void; isLast: () => boolean },
  ) {
    this.options = new ImportOptions(page.config, () => this.look());
  }

  /** Reads the file without storing anything, with the columns as they are matched now. */
  async look(): Promise<void> {
    const { work, chosen } = this.parts;
    this.looks += 1;
    const turn = this.looks;
    const isLast = (): boolean => turn === this.looks && this.hears.isLast();
    fill(work, el('p', { role: 'status' }, t('import.reading')));
    setWrong(chosen, '');
    try {
      const { body } = await this.page.api.post<Looked>(this.address({ dry_run: 1 }), this.body());
      if (isLast()) this.show(body);
      if (isLast()) this.page.calm();
    } catch (error) {
      if (isLast()) this.unread(error);
    }
  }

  /** Shows what would come of the file; of one that cannot be read there is what may be said of it, and why beside where it was chosen. */
  private show(body: Looked): void {
    const { work, chosen } = this.parts;
    const taken = body.report?.accepted ?? 0;
    const [refused, another] = body.report?.files ?? [];
    if (refused?.error && !another && taken === 0) {
      const { text, lang } = whyUnread(this.page.config, refused);
      setWrong(chosen, text, lang);
      fill(work, this.options.element());
      return;
    }
    const store = button(t('import.store'), () => this.page.attempt(() => this.store()), 'main');
    store.disabled = taken === 0;
    fill(
      work,
      el('h2', {}, t('import.columns')),
      el('p', { class: 'note' }, t('import.columns_hint')),
      this.columns(body.columns ?? [], body.report),
      this.options.element(),
      this.kinds(body.kinds ?? []),
      el('h2', {}, t('import.preview')),
      this.preview(body.preview ?? []),
      reportElement(this.page.config, body.report),
      el('p', { class: 'row bar' }, store),
    );
  }

  /** Tells why no answer came of what would come of the file; what may be said of it stays, so that it can be said otherwise. */
  private unread(error: unknown): void {
    const { work, chosen } = this.parts;
    fill(work, this.options.element(), el('p', { class: 'row' }, button(t('again'), () => this.look())));
    if (error instanceof Problem && [400, 413, 415, 422].includes(error.status)) {
      if (error.faults.length === 0 || showFaults(work, error.faults).length > 0) setWrong(chosen, explain(error));
    } else this.page.fail(error);
  }

  private async store(): Promise<void> {
    const { body } = await this.page.api.post<{ run: string; report: Report }>(this.address({}), this.body(), { key: this.key });
    this.hears.done();
    if (!this.hears.isLast()) {
      this.page.say(t('import.stored'));
      return;
    }
    this.looks += 1; // an answer that is still to come is of what is not asked any more
    const { work } = this.parts;
    fill(
      work,
      el('h2', { tabindex: -1 }, t('import.stored')),
      reportElement(this.page.config, body.report),
      el('p', { class: 'row' }, el('a', { class: 'button main', href: this.page.href(`/stories/${this.story.slug}`) }, t('import.to_queue'))),
    );
    work.querySelector('h2')?.focus();
  }

  private body(): Blob {
    return new Blob([this.file], { type: 'application/octet-stream' });
  }

  private address(more: Record<string, number>): string {
    const words = new URLSearchParams(query({ ...more, name: this.file.name }));
    if (this.addKinds) words.set('add_kinds', '1');
    this.options.write(words);
    for (const [column, to] of this.mapping) words.append('map', `${to}=${column}`);
    return `/stories/${this.story.slug}/imports?${words.toString()}`;
  }

  /** Offers to let the story declare kinds for words that are not known; they stay offered once they are taken. */
  private kinds(proposed: ProposedKind[]): HTMLElement | null {
    if (proposed.length === 0 && !this.addKinds) return null;
    const { langs } = this.page;
    return el(
      'section',
      {},
      el('h2', {}, t('import.kinds')),
      proposed.length > 0 && el('p', { class: 'note' }, t('import.kinds_hint')),
      el('ul', {}, proposed.map((k) => el('li', {}, t('import.kind', { title: textIn(k.title, ...langs), n: k.rows })))),
      checkbox(t('import.option.add_kinds'), this.addKinds, (on) => {
        this.addKinds = on;
        void this.look();
      }),
    );
  }

  private columns(columns: Column[], report: Report | undefined): HTMLElement {
    const told = (report?.files ?? []).flatMap((f) => f.messages.filter(isOfColumn));
    const rows = columns.map((c) => {
      const field = this.mapping.get(c.name) ?? c.field;
      const choice = select(this.page.config.choices['column']!, field === KEPT ? '' : field, t('import.kept'));
      choice.setAttribute('aria-label', t('import.field_of', { column: c.name }));
      choice.addEventListener('change', () => {
        this.match(c.name, choice.value || KEPT);
        // What is matched is read anew, and the page with it: the choice keeps the focus.
        void this.look().then(() => this.choices.get(c.name)?.focus());
      });
      this.choices.set(c.name, choice);
      return el('tr', {}, el('th', { scope: 'row' }, c.name), el('td', {}, choice, c.explained && c.field !== KEPT && el('p', { class: 'note' }, reasonElement(this.page.config, c.explained)), told.filter((m) => m.column === c.name).map((m) => el('p', { class: 'note' }, messageParts(this.page.config, { ...m, column: '' })))), el('td', { class: 'value note' }, (c.samples ?? []).slice(0, 3).join(' · ')));
    });
    return el(
      'div',
      { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': t('import.columns') },
      el('table', {}, el('thead', {}, el('tr', {}, ['column', 'field', 'samples'].map((name) => el('th', { scope: 'col' }, t(`import.head.${name}`))))), el('tbody', {}, rows)),
    );
  }

  /** Matches a column by hand. A field is of one column: another that was matched to it is kept as it is. */
  private match(column: string, to: string): void {
    for (const [other, of] of this.mapping) if (to !== KEPT && of === to) this.mapping.set(other, KEPT);
    this.mapping.set(column, to);
  }

  private preview(incidents: Incident[]): HTMLElement {
    if (incidents.length === 0) return el('p', { class: 'notice' }, t('import.none'));
    const { config, langs } = this.page;
    return el(
      'ul',
      { class: 'items' },
      incidents.slice(0, 10).map((i) => {
        const facts = [titleOf(config, 'kind', i.kind), dayText(i.start, i.time_precision), textIn(i.place, ...langs), titleOf(config, 'precision', i.precision)];
        return el('li', {}, el('p', { class: 'name' }, textIn(i.title, ...langs)), el('p', { class: 'note' }, facts.filter((s) => s).join(' · ')));
      }),
    );
  }
}

/** What a column is that is no field of an incident. */
const KEPT = 'extra';

async function showRuns(page: DeskPage, story: Story, panel: HTMLElement): Promise<void> {
  const { body } = await page.api.get<{ imports?: Run[]; runs?: Run[] }>(`/stories/${story.slug}/imports`);
  const all = body.imports ?? body.runs ?? [];
  fill(
    panel,
    el('h2', {}, t('import.runs')),
    all.length === 0 ? el('p', { class: 'note' }, t('import.no_runs')) : null,
    el(
      'ul',
      { class: 'items' },
      all.map((run) => {
        const when = run.time ? whenText(page.config, run.time, story.zone) : '';
        const facts = [when, run.who ?? '', run.incidents === undefined ? '' : t('import.incidents', { n: run.incidents })].filter((s) => s);
        return el(
          'li',
          {},
          el('p', { class: 'name' }, run.file ?? run.name ?? run.run),
          el('p', { class: 'note' }, facts.join(' · ')),
          run.undone ? el('p', { class: 'note' }, t('import.undone')) : button(t('import.undo'), () => undo(page, story, run, panel)),
        );
      }),
    ),
  );
}

async function undo(page: DeskPage, story: Story, run: Run, panel: HTMLElement): Promise<void> {
  const note = textarea('', { rows: 2, maxlength: 2000, required: true });
  let kept = 0;
  const done = await openForm(t('import.undo'), [el('p', {}, t('import.undo_lede')), field('note', t('import.undo_note'), note)], {
    done: t('import.undo'),
    alarm: true,
    act: async () => {
      try {
        const { body } = await page.api.post<{ kept?: unknown[]; failed?: unknown[] }>(`/stories/${story.slug}/imports/${run.run}/undo`, { note: note.value.trim() }, { key: newKey() });
        kept = (body.kept?.length ?? 0) + (body.failed?.length ?? 0);
        return '';
      } catch (error) {
        return explain(error);
      }
    },
  });
  if (!done) return;
  await page.attempt(() => showRuns(page, story, panel));
  page.say(kept > 0 ? t('import.undone_but', { n: kept }) : t('import.undone'));
}
