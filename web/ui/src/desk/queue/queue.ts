/** The queue: incidents by stage, one of them beside the list, decided by keys or buttons. */
import { query } from '../api/api';
import { Bulk } from './bulk';
import { titleOf } from '../text/config';
import { dayText } from '../text/describe';
import { button, el, fill } from '../form/dom';
import { input } from '../form/field';
import { textIn, type Incident, type Story } from '../api/forms';
import { listenToKeys, showKeys } from '../form/keys';
import type { Change } from '../shell/live';
import { Decisions } from '../workflow/decisions';
import { whenText } from '../text/localtime';
import type { DeskPage } from '../shell/page';
import { Preview } from './preview';
import { t } from '../text/words';

interface Page {
  incidents: Incident[];
  next?: string;
  counts: Record<string, number>;
}

/** The tabs; the last holds what was rejected or retracted. */
const TABS = ['draft', 'review', 'approved', 'published', 'archived', 'retracted'];
const MANY = 50;
/** How long the queue waits for more changes before it is read again, in milliseconds. */
const SETTLE = 150;

export class Queue {
  readonly element = el('section', { class: 'queue', 'aria-label': t('queue') });
  private readonly tabs = el('div', { class: 'tabs', role: 'group', 'aria-label': t('queue.stages') });
  private readonly list = el('ul', { class: 'items' });
  private readonly more = el('p', {});
  private readonly words = input('', { type: 'search', 'aria-label': t('queue.search'), placeholder: t('queue.search') });
  private readonly preview: Preview;
  private readonly decisions: Decisions;
  private readonly bulk: Bulk;
  private tab = 'draft';
  private items: Incident[] = [];
  private next: string | undefined;
  private current: string | undefined;
  private asked = 0;
  private waiting = 0;
  private counts: Record<string, number> = {};

  constructor(
    private readonly page: DeskPage,
    private readonly story: Story,
  ) {
    const stage = new URLSearchParams(location.search).get('stage');
    if (stage && TABS.includes(stage)) this.tab = stage;
    this.decisions = new Decisions(page, story);
    this.preview = new Preview(page, story, this.decisions, () => this.close());
    this.bulk = new Bulk(page, story, () => void page.attempt(() => this.load()));
    this.words.addEventListener('change', () => void this.load());
    fill(
      this.element,
      this.tabs,
      el('div', { class: 'row tools' }, this.words, button(t('keys'), () => showKeys(), 'quiet')),
      this.bulk.element,
      el('div', { class: 'two' }, el('div', { class: 'listing' }, this.list, this.more), this.preview.element),
    );
    this.decisions.done = (id) => void this.decided(id);
    listenToKeys({
      j: () => this.step(1),
      k: () => this.step(-1),
      e: () => this.onCurrent((i) => this.decisions.edit(i)),
      a: () => this.onCurrent((i) => void this.decisions.accept(i)),
      x: () => this.onCurrent((i) => void this.decisions.reject(i)),
      p: () => this.onCurrent((i) => void this.decisions.publish(i)),
      n: () => location.assign(page.href(`/stories/${story.slug}/incidents/new`)),
    });
  }

  async load(): Promise<void> {
    this.asked += 1;
    const turn = this.asked;
    const found = await this.ask();
    if (turn !== this.asked) return;
    this.items = found.incidents;
    this.next = found.next;
    this.counts = found.counts;
    this.showTabs(found.counts);
    this.showList();
    const still = this.items.find((i) => i.id === this.current);
    if (still) this.preview.show(still);
    else if (this.current) this.close(false);
  }

  /** How many incidents readers see. */
  get shown(): number {
    return (this.counts['published'] ?? 0) + (this.counts['archived'] ?? 0);
  }

  /** Somebody wrote. */
  changed(change: Change): void {
    if (change.author && change.author !== this.page.session.person.name) this.page.say(t('queue.changed', { author: change.author }));
    this.renew();
  }

  /** Reads the list again once no more is heard for a moment. */
  renew(): void {
    clearTimeout(this.waiting);
    this.waiting = window.setTimeout(() => void this.load().catch(() => undefined), SETTLE);
  }

  private async ask(after?: string): Promise<Page> {
    const stage = this.tab === 'retracted' ? { disposition: 'retracted' } : { workflow: this.tab, disposition: 'active,corrected' };
    const { body } = await this.page.api.get<Page>(`/stories/${this.story.slug}/incidents${query({ ...stage, q: this.words.value.trim(), limit: MANY, after })}`);
    return body;
  }

  private showTabs(counts: Record<string, number>): void {
    fill(
      this.tabs,
      TABS.map((tab) => {
        const name = tab === 'retracted' ? t('queue.retracted') : titleOf(this.page.config, 'workflow', tab);
        const n = counts[tab];
        return el('button', { type: 'button', 'aria-pressed': String(tab === this.tab), 'data-tab': tab, onclick: () => this.open(tab) }, n === undefined ? name : `${name} (${n})`);
      }),
    );
  }

  private open(tab: string): void {
    this.tab = tab;
    this.close(false);
    void this.page.attempt(() => this.load()).then(() => this.tabs.querySelector<HTMLElement>(`[data-tab="${tab}"]`)?.focus());
  }

  private showList(): void {
    this.bulk.keep(this.items);
    const boxed = document.activeElement?.matches('input[type=checkbox]');
    const focused = document.activeElement?.closest('[data-id]')?.getAttribute('data-id');
    fill(this.list, this.items.length > 0 ? this.items.map((i) => this.item(i)) : el('li', { class: 'note' }, t('queue.empty')));
    fill(this.more, this.next ? button(t('queue.more'), () => this.page.attempt(() => this.loadMore())) : null);
    if (focused) this.list.querySelector<HTMLElement>(`[data-id="${focused}"] ${boxed ? 'input' : 'button'}`)?.focus();
  }

  private async loadMore(): Promise<void> {
    const found = await this.ask(this.next);
    const known = new Set(this.items.map((i) => i.id));
    this.items = [...this.items, ...found.incidents.filter((i) => !known.has(i.id))];
    this.next = found.next;
    this.showList();
  }

  private item(i: Incident): HTMLElement {
    const { config, langs } = this.page;
    const place = textIn(i.place, ...langs) || (i.precision === 'unlocated' ? t('where.unlocated') : '');
    const facts = [titleOf(config, 'kind', i.kind), dayText(i.start, i.time_precision), place, i.author ?? '', i.due ? t('queue.due', { when: whenText(config, i.due, this.story.zone) }) : ''].filter((s) => s);
    return el(
      'li',
      { 'data-id': i.id! },
      i.disposition !== 'retracted' && this.bulk.box(i),
      el(
        'button',
        { type: 'button', class: 'item', 'aria-current': i.id === this.current ? 'true' : undefined, onclick: () => this.select(i.id!, true) },
        el('span', { class: 'name' }, textIn(i.title, ...langs)),
        el('span', { class: 'note' }, facts.join(' · ')),
      ),
    );
  }

  private step(by: number): void {
    const at = this.items.findIndex((i) => i.id === this.current);
    const next = this.items[at < 0 ? 0 : Math.min(Math.max(at + by, 0), this.items.length - 1)];
    if (next) this.select(next.id!, false);
  }

  private select(id: string, open: boolean): void {
    this.current = id;
    this.element.classList.add('chosen');
    this.list.querySelectorAll('button.item').forEach((item) => item.removeAttribute('aria-current'));
    const item = this.list.querySelector<HTMLElement>(`[data-id="${id}"] button`);
    item?.setAttribute('aria-current', 'true');
    item?.focus({ preventScroll: true });
    item?.scrollIntoView({ block: 'nearest' });
    this.preview.show(this.items.find((i) => i.id === id)!);
    if (open) this.preview.focus();
  }

  private close(focus = true): void {
    const before = this.current;
    this.current = undefined;
    this.element.classList.remove('chosen');
    this.preview.clear();
    this.list.querySelectorAll('button.item').forEach((item) => item.removeAttribute('aria-current'));
    if (focus) this.list.querySelector<HTMLElement>(`[data-id="${before ?? ''}"] button`)?.focus();
  }

  private onCurrent(act: (incident: Incident) => void): void {
    const incident = this.items.find((i) => i.id === this.current);
    if (incident) act(incident);
    else this.page.say(t('queue.choose'));
  }

  /** One was decided: the next takes its place. */
  private async decided(id: string): Promise<void> {
    const at = this.items.findIndex((i) => i.id === id);
    const next = this.items[at + 1] ?? this.items[at - 1];
    await this.page.attempt(() => this.load());
    const still = this.items.find((i) => i.id === id) ?? this.items.find((i) => i.id === next?.id);
    if (still) this.select(still.id!, false);
    else this.close(false);
  }
}
