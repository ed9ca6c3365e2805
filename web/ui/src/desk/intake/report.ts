/** A report read to drafts: its text beside what it tells, each with the passages it rests on. */
import { newKey, query } from '../api/api';
import { adoptKinds, titleOf } from '../text/config';
import { button, el, fill } from '../form/dom';
import { dayText, fieldName } from '../text/describe';
import { checkbox, field, input, select, textarea } from '../form/field';
import { textIn, type Story, type Text } from '../api/forms';
import { listenToKeys } from '../form/keys';
import type { DeskPage } from '../shell/page';
import { piecesOf, type Passage } from './passages';
import { refuse } from '../form/validity';
import { t } from '../text/words';

interface Figure {
  low?: number | null;
  best?: number | null;
  high?: number | null;
}

interface Known {
  incident: string;
  title: Text;
  reasons?: { words: Text }[];
  news?: { field: string; was?: string; now: string }[];
}

interface Draft {
  id: string;
  kind: string;
  title: Text;
  start?: string;
  time_precision?: string;
  place?: string;
  precision?: string;
  sources?: { publisher?: Text; attribution?: string; reason?: Text }[];
  check?: { words: Text }[];
  passages: Passage[];
  update_of?: Known;
  perhaps?: Known[];
  stored?: string;
  [outcome: string]: unknown;
}

interface Answer {
  stories: { name?: string; title?: string; text: string; left_out?: { why: string; words: string }[] }[];
  drafts: Draft[];
}

const OUTCOMES = ['killed', 'died_later', 'wounded', 'detained', 'missing'];
/** Bytes of a report, as the server takes it. */
const LARGEST = 1 << 20;

export async function reportPage(page: DeskPage): Promise<void> {
  const slug = page.config.story!;
  const { body: story } = await page.api.get<Story>(`/stories/${slug}`);
  adoptKinds(page.config, story);
  const text = textarea('', { rows: 12, required: true });
  const file = el('input', { type: 'file', accept: '.txt,.html,.htm,text/plain,text/html' });
  const date = input('', { type: 'date' });
  const lang = select([{ value: 'es', title: 'Español' }, { value: 'en', title: 'English' }], '', t('report.any_language'));
  const work = el('section', { class: 'report-work', 'aria-live': 'polite' });
  let last: Report | undefined;
  const read = async (content: Blob): Promise<void> => {
    if (refuse(date.closest<HTMLElement>('.sheet')!)) {
      file.value = ''; // so that the same file can be chosen again
      return;
    }
    // What was read before is off the page from here on, and keys do nothing to it.
    last = undefined;
    listenToKeys({});
    const wrong = content.size === 0 ? t('report.empty') : content.size > LARGEST ? t('report.too_large') : '';
    fill(work, wrong && el('p', { class: 'notice' }, wrong));
    if (wrong) return;
    const report: Report = new Report(page, story, content, { date: date.value, lang: lang.value }, work, () => report === last);
    last = report;
    const done = await page.attempt(() => report.read());
    if (!done && report === last) fill(work);
  };
  file.addEventListener('change', () => {
    const [first] = file.files ?? [];
    if (first) void read(new Blob([first], { type: /\.html?$/i.test(first.name) ? 'text/html' : 'text/plain' }));
  });
  page.show(
    t('report'),
    { text: textIn(story.title, ...page.langs), href: page.href(`/stories/${slug}`) },
    el('p', { class: 'lede' }, t('report.lede')),
    el(
      'section',
      { class: 'sheet' },
      field('text', t('report.text'), text, t('report.text_hint')),
      el('div', { class: 'columns' }, field('date', t('report.date'), date, t('report.date_hint')), field('lang', t('report.language'), lang), field('file', t('report.file'), file)),
      el('p', { class: 'row bar' }, button(t('report.read'), () => read(new Blob([text.value.trim()], { type: 'text/plain;charset=utf-8' })), 'main')),
    ),
    work,
  );
}

class Report {
  private answer: Answer = { stories: [], drafts: [] };
  private readonly items: HTMLElement[] = [];
  private readonly marks: { drafts: number[]; element: HTMLElement }[] = [];
  private readonly kept: boolean[] = [];
  private readonly key = newKey();
  private current = -1;
  private sending = false;

  constructor(
    private readonly page: DeskPage,
    private readonly story: Story,
    private readonly content: Blob,
    private readonly options: { date: string; lang: string },
    private readonly work: HTMLElement,
    /** Whether nothing else was read since. */
    private readonly isLast: () => boolean,
  ) {}

  async read(): Promise<void> {
    fill(this.work, el('p', { role: 'status' }, t('import.reading')));
    const { body } = await this.page.api.post<Answer>(this.address({}), this.content);
    if (!this.isLast()) return;
    this.answer = body;
    body.drafts.forEach((_, i) => (this.kept[i] = true));
    if (body.drafts.length === 0) {
      fill(this.work, el('p', { class: 'notice' }, t('report.nothing')), this.leftOut());
      return;
    }
    const store = button(t('report.store'), () => this.send(() => this.store()), 'main');
    fill(
      this.work,
      el('h2', { tabindex: -1 }, t('report.found', { n: body.drafts.length })),
      el('p', { class: 'note' }, t('report.keys')),
      !this.options.date && body.drafts.some((d) => !d.start) && el('p', { class: 'notice' }, t('report.no_date')),
      el(
        'div',
        { class: 'side-by-side' },
        el('div', { class: 'reading', lang: this.options.lang || undefined }, body.stories.map((s, i) => this.text(s.text, i)), this.leftOut()),
        el('ol', { class: 'items' }, body.drafts.map((d, i) => this.draft(d, i))),
      ),
      el('p', { class: 'row bar' }, store),
    );
    this.work.querySelector('h2')?.focus();
    listenToKeys({
      j: () => this.move(1),
      k: () => this.move(-1),
      a: () => this.decide(true),
      x: () => this.decide(false),
      e: () => this.onCurrent((i) => this.change(i)),
      m: () => this.onCurrent((i) => this.merge(i)),
    });
  }

  /** Sends one thing at a time: a draft that is being stored is not stored beside it with the others. */
  private async send(work: () => Promise<void>): Promise<void> {
    if (this.sending) return;
    this.sending = true;
    await this.page.attempt(work);
    this.sending = false;
  }

  private address(more: Record<string, string>): string {
    return `/stories/${this.story.slug}/extract${query({ ...this.options, ...more })}`;
  }

  /** Stores what is kept. A report that is sent again is stored once. */
  private async store(): Promise<void> {
    const only = this.answer.drafts.filter((d, i) => this.kept[i] && !d.stored).map((d) => d.id);
    if (only.length === 0 && !this.answer.drafts.some((d) => d.stored)) {
      this.page.say(t('report.none_kept'));
      return;
    }
    if (only.length > 0) {
      const { body } = await this.page.api.post<Answer>(this.address({ store: '1', only: only.join(',') }), this.content, { key: this.key });
      for (const { id, stored } of body.drafts) if (stored) this.answer.drafts.find((d) => d.id === id)!.stored = stored;
    }
    const stored = this.answer.drafts.filter((d) => d.stored);
    if (!this.isLast()) {
      this.page.say(t('report.stored', { n: stored.length }));
      return;
    }
    listenToKeys({});
    const base = `/stories/${this.story.slug}`;
    fill(
      this.work,
      el('h2', { tabindex: -1 }, t('report.stored', { n: stored.length })),
      el('ul', { class: 'items' }, stored.map((d) => el('li', {}, el('a', { href: this.page.href(`${base}/incidents/${d.stored}`) }, textIn(d.title, ...this.page.langs))))),
      el('p', { class: 'row' }, el('a', { class: 'button main', href: this.page.href(base) }, t('import.to_queue'))),
    );
    this.work.querySelector('h2')?.focus();
  }

  /** Stores one draft before the others, once, and says so beside it. */
  private async storeOne(i: number): Promise<string> {
    const draft = this.answer.drafts[i]!;
    if (!draft.stored) {
      const { body } = await this.page.api.post<Answer>(this.address({ store: '1', only: draft.id }), this.content, { key: `${this.key}${draft.id}` });
      draft.stored = body.drafts.find((d) => d.id === draft.id)?.stored ?? '';
    }
    this.items[i]!.dataset['stored'] = draft.stored;
    return draft.stored;
  }

  /** Stores a draft and opens its form beside this page, where the others wait. */
  private async change(i: number): Promise<void> {
    const id = await this.storeOne(i);
    const form = this.page.href(`/stories/${this.story.slug}/incidents/${id}`);
    this.tell(i, t('report.stored_one'), form);
    window.open(form, '_blank');
  }

  /** Stores a draft as a further report of an incident that is there: of one that it is news of, or else may be. */
  private async merge(i: number, into = this.knownOf(i)[0]): Promise<void> {
    if (!into) {
      this.page.say(t('report.nothing_known'));
      return;
    }
    const id = await this.storeOne(i);
    await this.page.api.post(`/stories/${this.story.slug}/incidents/${id}/merge`, { into: into.incident }, { ifMatch: '"1"', key: newKey() });
    this.tell(i, t('report.merged', { title: textIn(into.title, ...this.page.langs) }), this.page.href(`/stories/${this.story.slug}/incidents/${into.incident}`));
  }

  /** Says beside a draft what became of it. */
  private tell(i: number, text: string, href: string): void {
    const item = this.items[i]!;
    item.querySelector('.done')?.remove();
    item.querySelectorAll<HTMLInputElement | HTMLButtonElement>('.decide :is(input, button)').forEach((control) => (control.disabled = true));
    item.append(el('p', { class: 'done', role: 'status' }, el('a', { href, target: '_blank', rel: 'noopener' }, text)));
    item.focus();
  }

  private knownOf(i: number): Known[] {
    const { update_of: sure, perhaps } = this.answer.drafts[i]!;
    return sure ? [sure] : (perhaps ?? []);
  }

  private onCurrent(act: (i: number) => Promise<void>): void {
    if (this.current >= 0 && !this.items[this.current]?.querySelector('.done')) void this.send(() => act(this.current));
  }

  private text(text: string, story: number): HTMLElement {
    return el(
      'p',
      { class: 'value' },
      piecesOf(text, story, this.answer.drafts).map((piece) => {
        if (piece.drafts.length === 0) return piece.text;
        const numbers = piece.drafts.map((i) => i + 1).join(', ');
        const mark = passageElement(piece.text, `${piece.text} (${numbers})`, () => this.show(piece.drafts[0]!, true));
        this.marks.push({ drafts: piece.drafts, element: mark });
        return mark;
      }),
    );
  }

  private draft(draft: Draft, i: number): HTMLElement {
    const { config, langs } = this.page;
    const facts = [titleOf(config, 'kind', draft.kind), dayText(draft.start, draft.time_precision), draft.place ?? '', titleOf(config, 'precision', draft.precision)];
    const known = this.knownOf(i);
    const item = el(
      'li',
      { class: 'found', tabindex: -1, onfocusin: () => this.show(i, false) },
      el('p', { class: 'name' }, textIn(draft.title, ...langs)),
      el('p', { class: 'note' }, facts.filter((s) => s).join(' · ')),
      el('p', {}, OUTCOMES.filter((o) => draft[o]).map((o) => `${fieldName(o)}: ${figure(draft[o] as Figure)}`).join('; ')),
      (draft.sources ?? []).map((s) => el('p', { class: 'note' }, [textIn(s.publisher, ...langs), titleOf(config, 'attribution', s.attribution), textIn(s.reason, ...langs)].filter((w) => w).join(' · '))),
      draft.check?.length ? el('ul', { class: 'look' }, draft.check.map((c) => el('li', {}, textIn(c.words, ...langs)))) : null,
      known.map((k) => this.known(i, k, k === draft.update_of)),
      el('p', { class: 'row decide' }, checkbox(t('report.keep'), true, (on) => (this.kept[i] = on)), this.act('e', t('report.change'), () => this.change(i))),
      button(t('report.passage'), () => this.show(i, false, true)),
    );
    this.items[i] = item;
    return item;
  }

  private act(key: string, text: string, act: () => Promise<void>): HTMLButtonElement {
    const made = button(text, () => this.send(act));
    made.setAttribute('aria-keyshortcuts', key);
    return made;
  }

  private known(i: number, k: Known, sure: boolean): HTMLElement {
    const { langs } = this.page;
    const link = el('a', { href: this.page.href(`/stories/${this.story.slug}/incidents/${k.incident}`), target: '_blank', rel: 'noopener' }, textIn(k.title, ...langs));
    const news = (k.news ?? []).map((n) => `${fieldName(n.field)}: ${n.was || t('nothing')} → ${n.now}`);
    return el('div', { class: 'known' }, el('p', {}, `${t(sure ? 'report.update_of' : 'report.perhaps')} `, link), el('p', { class: 'note' }, [...(k.reasons ?? []).map((r) => textIn(r.words, ...langs)), ...news].join(' · ')), el('p', { class: 'row decide' }, this.act('m', t('report.merge'), () => this.merge(i, k))));
  }

  private leftOut(): HTMLElement | null {
    const all = this.answer.stories.flatMap((s) => s.left_out ?? []);
    if (all.length === 0) return null;
    return el('details', {}, el('summary', {}, t('report.left_out', { n: all.length })), el('ul', {}, all.slice(0, 50).map((l) => el('li', { class: 'note' }, l.words))));
  }

  /** Marks a draft and its passages; focuses the draft, or brings its first passage into view. */
  private show(i: number, focus: boolean, passage = false): void {
    this.current = i;
    this.items.forEach((item, at) => item.classList.toggle('current', at === i));
    for (const mark of this.marks) mark.element.classList.toggle('current', mark.drafts.includes(i));
    if (focus) this.items[i]?.focus();
    if (passage) this.marks.find((m) => m.drafts.includes(i))?.element.scrollIntoView({ block: 'center' });
  }

  private move(by: number): void {
    const to = Math.min(this.items.length - 1, Math.max(0, this.current + by));
    this.show(to, true, true);
  }

  /** Keeps the current draft or leaves it out, and goes on to the next. */
  private decide(keep: boolean): void {
    const box = this.items[this.current]?.querySelector<HTMLInputElement>('input[type=checkbox]');
    if (!box || box.disabled) return;
    if (box.checked !== keep) box.click();
    this.page.say(t(keep ? 'report.is_kept' : 'report.is_left_out', { title: textIn(this.answer.drafts[this.current]!.title, ...this.page.langs) }));
    this.move(1);
  }
}

/** A passage that leads to what rests on it. It runs on with its text over several lines, which a button cannot. */
function passageElement(text: string, label: string, act: () => void): HTMLElement {
  const keys = (event: Event): void => {
    if (!['Enter', ' '].includes((event as KeyboardEvent).key)) return;
    event.preventDefault();
    act();
  };
  return el('span', { class: 'passage', role: 'button', tabindex: 0, 'aria-label': label, onclick: act, onkeydown: keys }, text);
}

/** Writes a figure: what is given, or its span. */
function figure({ low, best, high }: Figure): string {
  if (best !== null && best !== undefined) return String(best);
  return `${low ?? '?'}–${high ?? '?'}`;
}
