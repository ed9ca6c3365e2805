/** Several incidents changed at once: chosen in the queue, seen as readers will see them, and then written, all or none. */
import { languageName } from '../text/language';
import { newKey } from '../api/api';
import { describe, fieldName } from '../text/describe';
import { openForm } from '../form/dialog';
import { button, el, fill } from '../form/dom';
import { checkbox, field, select } from '../form/field';
import { textIn, type Incident, type Story } from '../api/forms';
import type { DeskPage } from '../shell/page';
import { explain } from '../text/explain';
import { holdText } from '../workflow/hold';
import { whenText } from '../text/localtime';
import { may } from '../shell/rights';
import { TextFields } from '../form/texts';
import { t } from '../text/words';

interface Effect {
  id: string;
  revision: number;
  before: { properties?: Record<string, unknown> } | null;
  after: { properties?: Record<string, unknown> } | null;
  changed: string[];
  writes: boolean;
}

interface Result {
  id: string;
  /** From when on readers see what was written, where it waits. */
  due?: string;
}

type Patch = Record<string, string>;

/** How many incidents are told one by one. */
const TOLD = 50;

export class Bulk {
  readonly element = el('div', { class: 'row bulk', role: 'group', 'aria-label': t('bulk'), hidden: true });
  private chosen = new Map<string, Incident>();

  constructor(
    private readonly page: DeskPage,
    private readonly story: Story,
    private readonly done: () => void,
  ) {}

  /** Makes the box by which an incident is chosen. */
  box(incident: Incident): HTMLElement {
    const made = checkbox('', this.chosen.has(incident.id!), (on) => {
      if (on) this.chosen.set(incident.id!, incident);
      else this.chosen.delete(incident.id!);
      this.show();
    });
    made.querySelector('input')!.setAttribute('aria-label', t('bulk.choose', { title: textIn(incident.title, ...this.page.langs) }));
    return made;
  }

  /** Keeps of what is chosen only what is listed. */
  keep(listed: Incident[]): void {
    this.chosen = new Map(listed.filter((i) => this.chosen.has(i.id!)).map((i) => [i.id!, i]));
    this.show();
  }

  private show(): void {
    const n = this.chosen.size;
    this.element.hidden = n === 0;
    if (n === 0) return;
    const { session, config } = this.page;
    // What is public is not sent back to a stage before by a press on many.
    const hidden = [...this.chosen.values()].every((i) => !['published', 'archived'].includes(i.workflow));
    const verification = select(config.choices['verification']!, '', t('bulk.verification'));
    verification.setAttribute('aria-label', t('bulk.verification'));
    verification.addEventListener('change', () => verification.value && void this.change({ verification: verification.value }));
    fill(
      this.element,
      el('span', {}, t('bulk.chosen', { n })),
      hidden && may(session, 'approve', this.story.slug) && button(t('step.approve'), () => this.change({ workflow: 'approved' })),
      hidden && may(session, 'publish', this.story.slug) && button(t('step.publish'), () => this.change({ workflow: 'published' })),
      hidden && button(t('step.review'), () => this.change({ workflow: 'review' })),
      verification,
      button(t('bulk.none'), () => {
        this.keep([]);
        this.done();
      }),
    );
  }

  /** Shows what readers will see of a change, and writes it when that is wanted. */
  private async change(patch: Patch): Promise<void> {
    const ids = [...this.chosen.keys()];
    const path = `/stories/${this.story.slug}/bulk`;
    let effects: Effect[] = [];
    const asked = await this.page.attempt(async () => {
      effects = (await this.page.api.post<{ preview: Effect[] }>(path, { ids, patch, preview: true })).body.preview;
    });
    if (!asked) return;
    const told = effects.some((e) => e.before !== null && e.changed.length > 0);
    const kind = select(this.page.config.choices['revision_kind']!, '', t('choose'));
    const note = new TextFields('note', t('publish.note'), this.story.languages, {}, { long: true, most: 2000 });
    const revisions = Object.fromEntries(effects.map((e) => [e.id, e.revision]));
    const key = newKey();
    const kinds = [...this.chosen.values()].map((i) => i.kind);
    const hold = patch['workflow'] === 'published' ? holdText(this.page.config, this.story, kinds, Date.now()) : '';
    let results: Result[] = [];
    const done = await openForm(t('bulk.preview', { n: ids.length }), [hold && el('p', { class: 'notice' }, hold), this.table(effects, hold !== ''), told && [field('revision_kind', t('publish.kind'), kind), note.element]], {
      done: t('bulk.do', { n: effects.filter((e) => e.writes).length }),
      wide: true,
      act: async () => {
        const missing = this.story.languages.filter((lang) => !note.read()[lang]);
        if (told && !kind.value) return t('publish.kind_missing');
        if (told && kind.value !== 'update' && missing.length > 0) return t('publish.note_missing', { langs: missing.map(languageName).join(', ') });
        try {
          const { body } = await this.page.api.post<{ results?: Result[] }>(path, { ids, patch, revisions, ...(told ? { revision_kind: kind.value, note: note.read() } : {}) }, { key });
          results = body.results ?? [];
          return '';
        } catch (error) {
          return explain(error);
        }
      },
    });
    if (!done) return;
    this.keep([]);
    this.page.say(this.told(results));
    this.done();
  }

  /** Says that it was written, and of what readers do not see yet, from when on they do. */
  private told(results: Result[]): string {
    const due = results.flatMap((r) => r.due ?? []).sort((a, b) => Date.parse(a) - Date.parse(b));
    const last = due[due.length - 1];
    return last ? t('bulk.saved_due', { n: due.length, when: whenText(this.page.config, last, this.story.zone) }) : t('saved');
  }

  private table(effects: Effect[], waits: boolean): HTMLElement {
    const { config, langs } = this.page;
    const rows = effects.slice(0, TOLD).map((e) => {
      const value = (side: Effect['before'], name: string): string => describe(config, name, side?.properties?.[name], side?.properties);
      const seen = !e.writes
        ? t('bulk.so_already')
        : e.before === null && e.after !== null
          ? t(waits ? 'bulk.appears_later' : 'bulk.appears')
          : e.changed.map((name) => `${fieldName(name)}: ${value(e.before, name)} → ${value(e.after, name)}`).join('\n') || t('publish.unseen');
      return el('tr', {}, el('th', { scope: 'row' }, textIn(this.chosen.get(e.id)?.title, ...langs) || e.id), el('td', { class: 'value' }, seen));
    });
    return el(
      'div',
      { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': t('publish.seen') },
      el('table', {}, el('caption', {}, t('publish.seen')), el('tbody', {}, rows)),
      effects.length > TOLD && el('p', { class: 'note' }, t('bulk.more', { n: effects.length - TOLD })),
    );
  }
}
