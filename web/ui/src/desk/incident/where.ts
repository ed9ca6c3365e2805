/** Where something happened: looked up by words, or drawn; and how exactly that is known. */
import type { Geometry as MapGeometry } from '../../incidents/features';
import type { Drawable, DrawingMap } from '../../leaflet/drawing';
import { query, type Api } from '../api/api';
import type { DeskConfig } from '../text/config';
import { CornerFields, shapeOf } from '../map/corners';
import { button, el, fill } from '../form/dom';
import { field, fieldset, input, select, setWrong } from '../form/field';
import { textIn, type Candidate, type Geometry, type Incident, type Story, type Text } from '../api/forms';
import { openMap } from '../map/map';
import { explain } from '../text/explain';
import { reasonList } from '../form/reasons';
import type { Section } from '../form/section';
import { TextFields, textPatch } from '../form/texts';
import { t } from '../text/words';

type Where = Pick<Incident, 'geometry' | 'place' | 'precision' | 'radius_m' | 'gazetteer_id' | 'admin' | 'method'>;

/** From the most exact; what words name is never taken as more exact than they are. */
const EXACTNESS = ['exact', 'near', 'locality', 'adm2', 'adm1', 'country'];

export class WhereSection implements Section {
  readonly element: HTMLElement;
  private readonly words = input('', { type: 'search', enterkeyhint: 'search' });
  private readonly found = el('div', { class: 'candidates', role: 'group' });
  private readonly precision: HTMLSelectElement;
  private readonly radius = input('', { type: 'number', min: 0, step: 'any', inputmode: 'decimal' });
  private readonly place: TextFields;
  private readonly corners: CornerFields;
  private readonly search: HTMLElement;
  private readonly how = el('p', { class: 'note' });
  /** While it is pressed, a point of the map is asked for its municipality, state and country. */
  private readonly areaButton = button(t('where.area'), () => this.pickArea());
  private map: DrawingMap | undefined;
  private geometry: Geometry | null = null;
  /** How exactly the words name the place by which it was found; nothing of one that was drawn. */
  private foundPrecision = '';
  /** How the place was found; nothing once somebody draws. */
  private origin: Pick<Where, 'gazetteer_id' | 'admin' | 'method'> = {};

  constructor(
    private readonly config: DeskConfig,
    private readonly api: Api,
    private readonly story: Story,
  ) {
    this.precision = select(config.choices['precision']!, 'unlocated');
    this.place = new TextFields('place', t('where.place'), story.languages, {}, { most: 200, hint: t('where.place_hint') });
    this.corners = new CornerFields((type, positions) => this.draw(type, positions), () => this.map);
    const map = el('div', { class: 'map', id: 'where-map', role: 'region', 'aria-label': t('where.map') });
    void openMap(config, map, story.view.bbox).then((opened) => {
      this.map = opened;
      this.show();
      this.corners.resume();
    });
    this.search = field('geometry', t('where.search'), this.words, t('where.search_hint'));
    this.words.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter') return;
      event.preventDefault();
      void this.lookUp();
    });
    this.precision.addEventListener('change', () => this.checkPrecision());
    this.radius.addEventListener('change', () => this.show(false));
    this.element = fieldset(
      t('where'),
      el('div', { class: 'row' }, this.search, button(t('where.find'), () => this.lookUp()), this.areaButton),
      this.found,
      map,
      this.corners.element,
      this.how,
      el('div', { class: 'columns' }, field('precision', t('where.precision'), this.precision), field('radius_m', t('where.radius'), this.radius, t('where.radius_hint'))),
      this.place.element,
    );
  }

  write(form: Partial<Incident>): void {
    this.geometry = form.geometry ?? null;
    this.origin = { ...(form.gazetteer_id ? { gazetteer_id: form.gazetteer_id } : {}), ...(form.admin ? { admin: form.admin } : {}), ...(form.method ? { method: form.method } : {}) };
    this.precision.value = form.precision || 'unlocated';
    this.radius.value = form.radius_m ? String(form.radius_m) : '';
    this.place.set(form.place);
    this.corners.set(this.geometry);
    fill(this.found);
    this.tell();
    this.show();
  }

  read(): Where {
    const radius = Number(this.radius.value);
    return {
      geometry: this.geometry,
      place: this.place.read(),
      precision: this.geometry ? this.precision.value : this.precision.value || 'unlocated',
      ...(radius > 0 ? { radius_m: radius } : {}),
      ...(this.geometry ? this.origin : {}),
    };
  }

  patch(before: Partial<Incident>): Record<string, unknown> {
    const now = this.read();
    return { ...now, radius_m: now.radius_m ?? null, place: textPatch(before.place, now.place ?? {}) };
  }

  private async lookUp(): Promise<void> {
    const words = this.words.value.trim();
    setWrong(this.search, words ? '' : t('wrong.missing'));
    if (!words) return;
    fill(this.found, el('p', {}, t('where.searching')));
    try {
      const near = this.map?.middle().join(',');
      const { body } = await this.api.get<{ candidates: Candidate[] }>(`/geocode${query({ q: words, story: this.story.slug, near })}`);
      fill(
        this.found,
        el('p', { role: 'status' }, body.candidates.length > 0 ? t('where.found', { n: body.candidates.length }) : t('where.not_found', { words })),
        el('ul', {}, body.candidates.map((c) => el('li', {}, this.candidate(c, words)))),
      );
    } catch (error) {
      fill(this.found, el('p', { class: 'notice' }, explain(error)));
    }
  }

  /** Lets a point of the map be chosen, or takes its middle where it was chosen before: its areas are then offered. */
  private pickArea(): void {
    const on = this.areaButton.getAttribute('aria-pressed') !== 'true';
    this.areaButton.setAttribute('aria-pressed', String(on));
    if (!on) {
      this.map?.pick(undefined);
      fill(this.found);
      return;
    }
    fill(this.found, el('p', { role: 'status' }, t('where.area_hint')), button(t('where.area_middle'), () => (this.map && this.areasAt(this.map.middle()))));
    this.map?.pick((at) => void this.areasAt(at));
  }

  private async areasAt(at: [number, number]): Promise<void> {
    this.areaButton.setAttribute('aria-pressed', 'false');
    this.map?.pick(undefined);
    try {
      const { body } = await this.api.get<{ candidates: Candidate[] }>(`/geocode${query({ at: at.join(','), story: this.story.slug })}`);
      fill(
        this.found,
        el('p', { role: 'status' }, body.candidates.length > 0 ? t('where.area_found') : t('where.area_none')),
        el('ul', {}, body.candidates.map((c) => el('li', {}, el('div', { class: 'candidate' }, button(c.label ?? c.name, () => this.take(c, ''), 'main'), el('p', { class: 'note' }, this.precisionName(c)))))),
      );
      this.found.querySelector('button')?.focus();
    } catch (error) {
      fill(this.found, el('p', { class: 'notice' }, explain(error)));
    }
  }

  private precisionName(c: Candidate): string {
    return this.config.choices['precision']!.find((p) => p.value === c.precision)?.title ?? c.precision;
  }

  private candidate(c: Candidate, words: string): HTMLElement {
    const reasons = c.explained ?? [];
    return el(
      'div',
      { class: 'candidate' },
      button(c.label ?? c.name, () => this.take(c, words), 'main'),
      el('p', { class: 'note' }, `${this.precisionName(c)}. ${t('where.score', { score: Math.round(c.score * 100) })}`),
      reasons.length > 0 && el('p', { class: 'note' }, `${t('where.reasons')} `, reasonList(this.config, reasons)),
    );
  }

  private take(c: Candidate, words: string): void {
    this.geometry = c.geometry;
    this.origin = {
      ...(c.gazetteer_id ? { gazetteer_id: c.gazetteer_id } : {}),
      ...(c.admin ? { admin: c.admin } : {}),
      method: words ? { by: 'geocoder', query: words, score: c.score, ...(c.reasons ? { reasons: c.reasons } : {}) } : { by: 'editor' },
    };
    this.precision.value = c.precision;
    this.radius.value = c.radius_m ? String(c.radius_m) : '';
    // An area that was chosen on the map is called as it is: words that were there may say more than it.
    if (!words || !textIn(this.place.read())) this.place.set(this.named(c));
    this.corners.set(this.geometry);
    this.foundPrecision = c.precision;
    this.tell();
    this.show();
    this.element.dispatchEvent(new Event('change', { bubbles: true }));
    this.precision.focus();
  }

  /** The candidate's name in each of the story's languages, as far as it has one. */
  private named(c: Candidate): Text {
    return Object.fromEntries(this.story.languages.map((lang) => [lang, c.place?.[lang] ?? c.name]));
  }

  private draw(type: Drawable, positions: [number, number][]): void {
    this.geometry = shapeOf(type, positions);
    this.origin = { method: { by: 'editor' } };
    this.foundPrecision = '';
    if (this.precision.value === 'unlocated' && this.geometry) this.precision.value = type === 'Point' ? 'near' : 'as_given';
    this.tell();
    this.show(false);
    this.element.dispatchEvent(new Event('change', { bubbles: true }));
  }

  private checkPrecision(): void {
    const holder = this.precision.closest<HTMLElement>('.field')!;
    const [found, chosen] = [this.foundPrecision, this.precision.value].map((p) => EXACTNESS.indexOf(p)) as [number, number];
    setWrong(holder, found >= 0 && chosen >= 0 && chosen < found ? t('wrong.too_exact') : '');
    this.show(false);
  }

  private tell(): void {
    const { method } = this.origin;
    const by = method?.by ? t(`where.by.${method.by}`, { words: method.query ?? '' }) : '';
    this.how.textContent = this.geometry ? by : t('where.none');
  }

  private show(move = true): void {
    this.map?.show(this.geometry as MapGeometry | null, Number(this.radius.value), move);
  }
}
