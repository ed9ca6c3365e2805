/** One incident beside the queue: what it says, and what each part of it rests on. */
import type { Geometry as MapGeometry } from '../../incidents/features';
import type { DrawingMap } from '../../leaflet/drawing';
import { titleOf } from '../text/config';
import type { Decisions } from '../workflow/decisions';
import { spanText } from '../text/describe';
import { button, el, fill, type Child } from '../form/dom';
import { textIn, type Claim, type Figure, type Incident, type Source, type Story } from '../api/forms';
import { openMap } from '../map/map';
import type { DeskPage } from '../shell/page';
import { explainReasons, reasonList } from '../form/reasons';
import { t } from '../text/words';

export class Preview {
  readonly element = el('article', { class: 'preview', hidden: true, 'aria-label': t('queue.chosen') });
  private readonly heading = el('h2', { tabindex: -1 });
  private readonly body = el('div', {});
  private readonly buttons = el('div', { class: 'row bar' });
  private readonly like = el('div', {});
  private map: Promise<DrawingMap> | undefined;
  private readonly frame = el('div', { class: 'map small', role: 'region', 'aria-label': t('where.map') });
  private shown: string | undefined;

  constructor(
    private readonly page: DeskPage,
    private readonly story: Story,
    private readonly decisions: Decisions,
    close: () => void,
  ) {
    fill(this.element, el('p', { class: 'to-list' }, button(`← ${t('queue.back')}`, close)), this.heading, this.buttons, this.frame, this.like, this.body);
  }

  clear(): void {
    this.element.hidden = true;
    this.shown = undefined;
  }

  focus(): void {
    this.heading.focus({ preventScroll: true });
    this.element.scrollIntoView({ block: 'nearest' });
  }

  show(i: Incident): void {
    const { langs } = this.page;
    this.element.hidden = false;
    fill(this.heading, textIn(i.title, ...langs));
    fill(this.buttons, this.actions(i));
    fill(this.body, this.facts(i), this.evidence(i));
    this.frame.hidden = !i.geometry;
    if (this.shown !== i.id) this.hint(i);
    this.shown = i.id;
    if (i.geometry) void this.showPlace(i);
  }

  private async showPlace(i: Incident): Promise<void> {
    this.map ??= openMap(this.page.config, this.frame, this.story.view.bbox);
    const map = await this.map;
    if (this.shown === i.id) map.show(i.geometry as MapGeometry, i.radius_m ?? 0);
  }

  private actions(i: Incident): Child[] {
    const steps = this.decisions.steps(i);
    const accepting = this.decisions.accepting(i);
    const unpublished = !['published', 'archived'].includes(i.workflow) && i.disposition !== 'retracted';
    return [
      accepting && this.action('a', t(`step.${accepting}`), () => this.decisions.accept(i)),
      steps.includes('publish') && this.action('p', t('step.publish'), () => this.decisions.publish(i)),
      this.action('e', t('queue.edit'), () => this.decisions.edit(i)),
      unpublished && steps.length > 0 && this.action('x', t('queue.reject'), () => this.decisions.reject(i)),
    ];
  }

  private action(key: string, text: string, act: () => unknown): HTMLButtonElement {
    const made = button(text, act);
    made.setAttribute('aria-keyshortcuts', key);
    return made;
  }

  private facts(i: Incident): Child[] {
    const { config, langs } = this.page;
    const place = textIn(i.place, ...langs);
    const rows: [string, string][] = [
      [t('field.kind'), titleOf(config, 'kind', i.kind)],
      [t('field.when'), spanText(i.start, i.end, i.time_precision) || t('nothing')],
      [t('field.time_precision'), titleOf(config, 'time_precision', i.time_precision)],
      [t('field.where'), [place, titleOf(config, 'precision', i.precision)].filter((s) => s).join(': ')],
      [t('field.verification'), titleOf(config, 'verification', i.verification)],
    ];
    const found = i.method?.by === 'geocoder' && i.method.reasons?.length ? this.reasons(i.method.reasons) : null;
    return [
      this.summaries(i),
      el('dl', { class: 'facts' }, rows.map(([name, value]) => el('div', {}, el('dt', {}, name), el('dd', {}, value)))),
      found,
      i.origin?.file ? el('p', { class: 'note' }, t('stage.origin', { file: i.origin.file, row: i.origin.row ?? '' })) : null,
    ];
  }

  /** Says why a place was found. They are kept in English, and told in the language of the page once that is known. */
  private reasons(english: string[]): HTMLElement {
    const said = el('span', {});
    void explainReasons(this.page.api, english)
      .catch(() => english.map((en) => ({ words: { en } })))
      .then((all) => fill(said, reasonList(this.page.config, all)));
    return el('p', { class: 'note' }, `${t('where.reasons')} `, said);
  }

  private summaries(i: Incident): HTMLElement[] {
    const rank = (lang: string): number => (lang === this.page.config.lang ? -1 : this.story.languages.indexOf(lang));
    const all = Object.entries(i.summary ?? {}).sort(([a], [b]) => rank(a) - rank(b));
    return all.map(([lang, text]) => el('p', { lang }, all.length > 1 && el('strong', { class: 'tag' }, lang.toUpperCase()), text));
  }

  private evidence(i: Incident): Child[] {
    const figures = i.casualties ?? [];
    const claims = i.claims ?? [];
    const rested = new Set(figures.map((f) => f.claim));
    return [
      el('h3', {}, t('rests_on')),
      figures.length + claims.length + (i.sources?.length ?? 0) === 0 ? el('p', { class: 'notice' }, t('rests_on_nothing')) : null,
      el(
        'ul',
        { class: 'rests' },
        figures.map((f) => this.rest(this.figure(f), claims.find((c) => c.id === f.claim), i.sources ?? [])),
        claims.filter((c) => !rested.has(c.id)).map((c) => this.rest(`${t(`claims.of.${c.field}`)}: ${c.value}`, c, i.sources ?? [])),
        unused(i.sources ?? [], claims).map((s) => el('li', {}, this.source(s))),
      ),
    ];
  }

  private figure(f: Figure): string {
    const { config } = this.page;
    const n = f.best ?? [f.low, f.high].map((x) => x ?? '?').join('–');
    return `${titleOf(config, 'outcome', f.outcome)}: ${n} (${titleOf(config, 'group', f.group)})${f.counted_in ? ` · ${t('ledger.counted_in')}` : ''}`;
  }

  private rest(what: string, claim: Claim | undefined, sources: Source[]): HTMLElement {
    const source = sources.find((s) => s.id === claim?.source);
    return el('li', {}, el('p', {}, el('strong', {}, what)), claim?.passage ? el('blockquote', { lang: source?.lang }, claim.passage) : null, source ? this.source(source) : el('p', { class: 'note' }, t('sources.none')));
  }

  private source(s: Source): HTMLElement {
    const { config, langs } = this.page;
    const name = textIn(s.publisher, ...langs) || s.url || '';
    const safe = /^https?:\/\//.test(s.url ?? '');
    return el(
      'p',
      { class: 'note' },
      safe ? el('a', { href: s.url, rel: 'noopener noreferrer nofollow', target: '_blank' }, name) : name,
      ` · ${titleOf(config, 'source.kind', s.kind)} · ${titleOf(config, 'attribution', s.attribution)}`,
    );
  }

  /** Says when another incident may be the same. */
  private hint(i: Incident): void {
    fill(this.like);
    void this.page.api
      .get<{ candidates: { incident: Incident; score: number }[] }>(`/stories/${this.story.slug}/incidents/${i.id!}/duplicates`)
      .then(({ body: { candidates } }) => {
        const first = candidates[0];
        if (!first || this.shown !== i.id) return;
        fill(
          this.like,
          el(
            'p',
            { class: 'notice' },
            t('duplicates.hint', { n: candidates.length }),
            ' ',
            el('a', { href: this.page.href(`/stories/${this.story.slug}/incidents/${first.incident.id!}`) }, textIn(first.incident.title, ...this.page.langs)),
          ),
        );
      })
      .catch(() => undefined); // it is a hint
  }
}

function unused(sources: Source[], claims: Claim[]): Source[] {
  return sources.filter((s) => !claims.some((c) => c.source === s.id));
}
