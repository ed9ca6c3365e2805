/** The form of an incident, and how what is written in it gets to the server. */
import { newKey, type Answer } from '../api/api';
import { actionsOf, type Step } from '../workflow/actions';
import { Autosave, type Kept } from './autosave';
import { KindSection, TextsSection } from './basics';
import { chooseVersions } from './conflict';
import { button, el, fill } from '../form/dom';
import { disclosureOf } from './disclosure';
import { EvidenceSection } from './evidence';
import { MediaSection } from './media';
import { IncidentOffers, RelationsSection } from './relations';
import { showFaults } from '../form/field';
import { keptOffer, unfinishedIn, unfinishedNote } from './keptwork';
import { type Incident, type Story, type Written } from '../api/forms';
import { mergeForms, type Form, type Tied } from '../form/merge';
import type { DeskPage } from '../shell/page';
import { Problem } from '../api/problem';
import { ScheduleSection } from '../workflow/schedule';
import { askRevision, emptyChangeNote, type Reason } from '../workflow/publish';
import { erase, redact, retract } from './takeaway';
import { stagePanel } from '../workflow/stage';
import { Tracked } from '../form/section';
import { whenText } from '../text/localtime';
import { refuse } from '../form/validity';
import { WhenSection } from './when';
import { WhereSection } from './where';
import { t } from '../text/words';

/** How long after the last stroke the work is kept, in milliseconds. */
const PAUSE = 400;

export class Editor {
  readonly element = el('form', { class: 'sheet', novalidate: true });
  /** Where the incident stands on its way to readers. */
  readonly stage = el('section', { class: 'panel' });
  private readonly sections: Tracked[];
  private readonly bar = el('div', { class: 'row bar' });
  /** Tells the pictures what readers see of the place. */
  private readonly disclose: () => void;
  private readonly news = el('div', { role: 'status' });
  private readonly unkept = el('p', { class: 'notice', role: 'status', hidden: true }, t('autosave.unkept'));
  private readonly closed = el('p', { class: 'notice', hidden: true });
  private readonly autosave: Autosave;
  private base: Incident;
  private etag: string;
  /** The same request that is sent again has the same key. */
  private sending: { body: string; key: string } | undefined;
  /** What was told of a change that is not sent yet. */
  changeNote = emptyChangeNote();
  /** All was written, and the page is being left. */
  private done = false;

  constructor(
    readonly page: DeskPage,
    readonly story: Story,
    found: Answer<Incident> | undefined,
  ) {
    this.base = found?.body ?? { kind: '', title: {}, workflow: 'draft' };
    this.etag = found?.etag ?? '';
    this.autosave = new Autosave(localStorage, page.session.person.id, story.slug, this.base.id ?? 'new');
    const { config, api } = page;
    const offers = new IncidentOffers(api, story);
    const kind = new KindSection(config);
    const media = new MediaSection(config, api, story);
    this.disclose = () => media.disclose(disclosureOf(story, { kind: '', ...kind.read() }));
    offers.follow(this.element);
    this.sections = [
      new TextsSection(config, story),
      kind,
      new WhenSection(config, story.zone),
      new WhereSection(config, api, story),
      new EvidenceSection(config, story),
      media,
      new RelationsSection(config, offers),
      new ScheduleSection(story.zone),
    ].map((section) => new Tracked(section));
    fill(this.element, this.news, this.unkept, this.closed, this.sections.map((s) => s.section.element), this.bar);
    // Enter in a field sends nothing: no button of the form submits it.
    this.element.addEventListener('change', this.disclose);
    this.element.addEventListener('submit', (event) => event.preventDefault());
  }

  start(): void {
    this.settle();
    const kept = this.autosave.find(Date.now());
    if (kept) this.offer(kept);
    let timer = 0;
    const later = (): void => {
      clearTimeout(timer);
      timer = window.setTimeout(() => this.keep(), PAUSE);
    };
    this.element.addEventListener('input', later);
    this.element.addEventListener('change', later);
    window.addEventListener('pagehide', () => this.keep());
    this.page.guard(() => !this.keep());
  }

  get path(): string {
    return `/stories/${this.story.slug}/incidents/${this.base.id ?? ''}`;
  }

  get revision(): string {
    return this.etag;
  }

  get incident(): Incident {
    return this.base;
  }

  get isPublic(): boolean {
    return this.base.workflow === 'published' || this.base.workflow === 'archived';
  }

  get isChanged(): boolean {
    return this.sections.some((s) => s.changed);
  }

  /** Somebody else, or this person in another window, wrote a revision. */
  changedElsewhere(revision: number, author: string): void {
    if (revision <= (this.base.revision ?? 0)) return;
    if (!this.isChanged) {
      void this.page.attempt(() => this.reload());
      return;
    }
    fill(this.news, el('p', { class: 'notice' }, t('incident.changed_elsewhere', { author })));
  }

  async reload(): Promise<void> {
    const { body, etag } = await this.page.api.get<Incident>(this.path);
    this.take(body, etag);
  }

  /** Shows what stands after something was done to the incident as a whole; what was not sent of the form is gone. */
  async goBack(): Promise<void> {
    this.autosave.drop();
    await this.page.attempt(() => this.reload());
  }

  /** Says that what is not sent will be gone; nothing where all is. */
  get unsent(): HTMLElement | null {
    return this.isChanged ? el('p', { class: 'notice' }, t('unsent')) : null;
  }

  /** Takes a step on the way to readers; everything that was written goes along. */
  async do(step: Step): Promise<void> {
    const away = AWAY[step];
    if (away) {
      if (await away(this.page, this.story, this.path, this.etag, this)) await this.goBack();
      return;
    }
    if (refuse(this.element)) {
      this.page.say(t('error.fields'));
      return;
    }
    const patch = this.patch();
    if (step !== 'save') patch['workflow'] = STAGE[step];
    if (this.base.id && (this.isPublic && step === 'review' ? !this.isChanged : Object.keys(patch).length === 0)) {
      this.page.say(t('nothing_changed'));
      return;
    }
    const asks = this.base.id !== undefined && (this.isPublic || step === 'publish');
    try {
      const reason = asks ? await askRevision(this.page, this, patch) : {};
      if (reason) await this.send(patch, reason);
    } catch (error) {
      await this.failed(error);
    }
  }

  private patch(): Record<string, unknown> {
    const changed = this.sections.filter((s) => s.changed);
    return Object.assign({}, ...changed.map((s) => s.patch())) as Record<string, unknown>;
  }

  private async send(patch: Record<string, unknown>, reason: Reason): Promise<void> {
    this.keep();
    try {
      const written = this.base.id ? await this.change({ ...patch, ...reason }) : await this.create(patch);
      this.sending = undefined;
      this.autosave.drop();
      this.changeNote = emptyChangeNote();
      this.page.calm();
      const { due } = written.body.incident;
      this.page.say(due ? t('saved_due', { when: whenText(this.page.config, due, this.story.zone) }) : t('saved'));
      if (!this.base.id) {
        this.done = true;
        location.assign(this.page.href(`/stories/${this.story.slug}/incidents/${written.body.id}`));
        return;
      }
      this.take(written.body.incident, written.etag);
    } catch (error) {
      await this.failed(error);
    }
  }

  private create(patch: Record<string, unknown>): Promise<Answer<Written>> {
    const form = Object.assign({}, ...this.sections.map((s) => s.section.read())) as Incident;
    const body = { ...form, ...(patch['workflow'] ? { workflow: patch['workflow'] } : {}) };
    const given = Object.fromEntries(Object.entries(body).filter(([, v]) => v !== '' && v !== null));
    return this.page.api.post<Written>(`/stories/${this.story.slug}/incidents`, given, { key: this.keyOf(given) });
  }

  private change(patch: Record<string, unknown>): Promise<Answer<Written>> {
    return this.page.api.patch<Written>(this.path, patch, { ifMatch: this.etag, key: this.keyOf(patch) });
  }

  private keyOf(body: unknown): string {
    const text = JSON.stringify([body, this.etag]);
    if (this.sending?.body !== text) this.sending = { body: text, key: newKey() };
    return this.sending.key;
  }

  private async failed(error: unknown): Promise<void> {
    if (error instanceof Problem && error.isConflict && this.base.id) {
      await this.resolve();
      return;
    }
    if (error instanceof Problem && error.faults.length > 0 && showFaults(this.element, error.faults).length === 0) {
      this.page.say(t('error.fields'));
      return;
    }
    this.page.fail(error, t(this.keep() ? 'autosave.kept' : 'autosave.unkept'));
  }

  /** Puts this person's changes on top of what somebody else wrote meanwhile. */
  private async resolve(): Promise<void> {
    const { body: newest, etag } = await this.page.api.get<Incident>(this.path);
    const own = this.sections.filter((s) => s.changed);
    const [base, mine] = [together(own.map((s) => s.base)), together(own.map((s) => s.section.read()))];
    const before = this.base;
    // What the newest reads as is known once it is shown.
    own.forEach((s) => s.settle(newest));
    const form = await this.merge(base, mine, own, newest.author ?? '');
    if (!form) {
      for (const s of own) {
        s.settle(before);
        s.section.write({ ...before, ...mine });
      }
      return;
    }
    this.take(newest, etag);
    own.forEach((s) => s.section.write({ ...newest, ...form }));
    this.disclose();
    const left = this.isChanged;
    const told = t(left ? 'conflict.merged' : 'conflict.theirs_stand');
    // It stays until the next save: what is only said in passing may be taken for a save.
    fill(this.news, el('p', { class: 'notice', tabindex: -1 }, told));
    this.news.scrollIntoView({ block: 'nearest' });
    this.page.say(told);
    if (left) this.keep();
  }

  /** Merges work with what sections read now, which is what stands; nothing when it is put off. */
  private merge(base: Form, mine: Form, sections: Tracked[], author: string): Promise<Form | undefined> {
    const { merged, differences } = mergeForms(base, mine, together(sections.map((s) => s.section.read())), TIED);
    return chooseVersions(this.page.config, author, merged, differences);
  }

  private take(incident: Incident, etag: string): void {
    this.base = incident;
    this.etag = etag;
    this.settle();
    fill(this.news);
    this.element.dispatchEvent(new CustomEvent('written'));
  }

  private settle(): void {
    for (const s of this.sections) s.settle(this.base);
    this.disclose();
    const steps = actionsOf(this.page.session, this.story, this.base);
    const main = steps.find((s) => s !== 'save');
    fill(
      this.bar,
      steps.map((step) => this.stepButton(step, step === (this.isPublic && main !== 'review' ? 'save' : (main ?? 'save')))),
    );
    this.close(steps);
    fill(this.stage, stagePanel(this.page, this.story, this.base));
    this.element.inert = false;
  }

  /** Who may not send what is written here, or whose story of it has ended, reads it, and is told why. */
  private close(steps: Step[]): void {
    const open = steps.includes('save') || steps.includes('review');
    this.element.querySelectorAll('fieldset').forEach((f) => (f.disabled = !open));
    const ended = ['retracted', 'merged'].includes(this.base.disposition ?? '');
    fill(this.closed, open ? '' : t(ended ? 'incident.ended' : 'incident.not_yours'));
    this.closed.hidden = open;
  }

  private stepButton(step: Step, usual: boolean): HTMLButtonElement {
    const look = usual ? 'main' : AWAY[step] ? 'alarm' : '';
    const made = button(step === 'save' && this.isPublic ? t('step.save_public') : t(`step.${step}`), () => this.do(step), look);
    made.dataset['step'] = step;
    return made;
  }

  /** Keeps what is not sent. Gives whether the browser did, or nothing was to keep. */
  private keep(): boolean {
    const unfinished = unfinishedIn(this.element);
    if ((!this.isChanged && unfinished.length === 0) || this.done) return true;
    const changed = this.sections.filter((s) => s.changed);
    const form = together(changed.map((s) => s.section.read()));
    const kept = this.autosave.keep({ revision: this.base.revision ?? 0, at: Date.now(), base: together(changed.map((s) => s.base)), form, unfinished });
    this.unkept.hidden = kept;
    return kept;
  }

  /** Offers work that was kept and not sent. */
  private offer(kept: Kept): void {
    const drop = (): void => {
      this.autosave.drop();
      fill(this.news);
    };
    const stale = kept.revision !== (this.base.revision ?? 0);
    fill(this.news, keptOffer(kept, whenText(this.page.config, kept.at, this.story.zone), stale, () => this.goOn(kept), drop));
  }

  /** Puts work that was kept on top of what stands. */
  private async goOn(kept: Kept): Promise<void> {
    const sections = this.sections.filter((s) => Object.keys(s.section.read()).some((name) => name in kept.form));
    const form = await this.merge(kept.base ?? together(sections.map((s) => s.base)), kept.form as Form, sections, this.base.author ?? '');
    if (!form) return;
    sections.forEach((s) => s.section.write({ ...this.base, ...form }));
    this.disclose();
    const note = unfinishedNote(kept);
    fill(this.news, note && el('div', { class: 'notice' }, note));
  }
}

/** Fields that stand or fall together where two people changed them. */
const TIED: Record<string, Tied> = {
  when: { fields: ['start', 'end', 'zone', 'time_precision', 'basis'], whole: true },
  where: { fields: ['geometry', 'place', 'precision', 'radius_m', 'gazetteer_id', 'admin', 'method'], whole: true },
  evidence: { fields: ['sources', 'casualties', 'claims'] },
};

function together(forms: Partial<Incident>[]): Form {
  return Object.assign({}, ...forms) as Form;
}

const AWAY: Partial<Record<Step, typeof retract>> = { retract, redact, erase };

const STAGE: Partial<Record<Step, string>> = { draft: 'draft', review: 'review', approve: 'approved', publish: 'published', archive: 'archived', withdraw: 'draft' };
