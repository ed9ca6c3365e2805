/** The form of a story: what it is called, its languages, its clock, its licence, its first view. */
import { languageName } from '../text/language';
import type { DeskConfig } from '../text/config';
import { el, type Child } from '../form/dom';
import { checkbox, field, fieldset, input, listset, select } from '../form/field';
import type { Story } from '../api/forms';
import { openMap } from '../map/map';
import { slugOf } from '../form/slug';
import { TextFields } from '../form/texts';
import { t } from '../text/words';

/** Licences that newsrooms use; any other is written by hand. */
const LICENCES = [
  { name: 'CC BY 4.0', url: 'https://creativecommons.org/licenses/by/4.0/' },
  { name: 'CC BY-SA 4.0', url: 'https://creativecommons.org/licenses/by-sa/4.0/' },
  { name: 'CC0 1.0', url: 'https://creativecommons.org/publicdomain/zero/1.0/' },
];

const WORLD: [number, number, number, number] = [-130, -40, 60, 60];

export class StoryForm {
  readonly element: HTMLElement;
  readonly slug: HTMLInputElement;
  private readonly title: TextFields;
  private readonly summary: TextFields;
  private readonly credit: TextFields;
  private readonly zone: HTMLInputElement;
  private readonly licenceName: HTMLInputElement;
  private readonly licenceURL: HTMLInputElement;
  private langs: string[];
  private box: () => [number, number, number, number];

  constructor(config: DeskConfig, story: Partial<Story>) {
    this.langs = story.languages ?? [config.lang];
    this.title = new TextFields('title', t('story.title'), this.langs, story.title, { most: 200, required: true, hint: t('story.title_hint') });
    this.summary = new TextFields('summary', t('story.summary'), this.langs, story.summary, { long: true, most: 2000 });
    this.credit = new TextFields('credit', t('story.credit'), this.langs, story.credit, { most: 300, hint: t('story.credit_hint') });
    this.slug = input(story.slug, { required: true, pattern: '[a-z0-9][a-z0-9\\-]*', maxlength: 80, readonly: story.slug !== undefined });
    this.zone = input(story.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone, { required: true, list: 'zones' });
    this.licenceName = input(story.licence?.name, { maxlength: 100, list: 'licences' });
    this.licenceURL = input(story.licence?.url, { type: 'url', maxlength: 500 });
    this.licenceName.addEventListener('change', () => {
      const known = LICENCES.find((l) => l.name === this.licenceName.value);
      if (known) this.licenceURL.value = known.url;
    });
    this.followTitle(story.slug !== undefined);
    const map = el('div', { class: 'map', role: 'region', 'aria-label': t('story.view') });
    const start = story.view?.bbox ?? WORLD;
    this.box = () => start;
    void openMap(config, map, start).then((drawing) => (this.box = () => drawing.box()));
    this.element = el(
      'div',
      { class: 'steps' },
      fieldset(t('story.step_name'), this.languagePicker(config), this.title.element, field('slug', t('story.slug'), this.slug, t('story.slug_hint')), this.summary.element),
      fieldset(t('story.step_frame'), field('zone', t('story.zone'), this.zone, t('story.zone_hint')), this.credit.element, this.licence()),
      listset('view.bbox', t('story.step_view'), el('p', { class: 'note' }, t('story.view_hint')), map),
      el('datalist', { id: 'zones' }, zones().map((value) => el('option', { value }))),
      el('datalist', { id: 'licences' }, LICENCES.map(({ name }) => el('option', { value: name }))),
    );
  }

  /** West, south, east, north of what the map shows, in degrees. */
  view(): [number, number, number, number] {
    return this.box();
  }

  /** Gives the story as it is to be; what the form does not show stays as it was. */
  read(before: Partial<Story> = {}): Story {
    return {
      layers: [],
      ...before,
      slug: this.slug.value.trim(),
      title: this.title.read(),
      summary: this.summary.read(),
      credit: this.credit.read(),
      languages: this.langs,
      zone: this.zone.value.trim(),
      licence: { name: this.licenceName.value.trim(), url: this.licenceURL.value.trim() },
      view: { bbox: this.box() },
    };
  }

  /** A new story is called in its address as its title says, until somebody writes the address. */
  private followTitle(fixed: boolean): void {
    let own = fixed;
    this.slug.addEventListener('input', () => (own = true));
    this.title.element.addEventListener('input', () => {
      if (!own) this.slug.value = slugOf(this.title.control(this.langs[0]!)?.value ?? '');
    });
  }

  private licence(): Child[] {
    return [
      field('licence.name', t('story.licence'), this.licenceName, t('story.licence_hint')),
      field('licence.url', t('story.licence_url'), this.licenceURL),
    ];
  }

  private languagePicker(config: DeskConfig): HTMLElement {
    const others = this.langs.filter((l) => !config.languages.some((c) => c.value === l)).map((value) => ({ value, title: languageName(value) }));
    const known = [...config.languages, ...others];
    const first = select(known, this.langs[0]);
    const chosen = new Set(this.langs);
    const changed = (): void => {
      chosen.add(first.value);
      this.langs = [first.value, ...known.map((c) => c.value).filter((l) => l !== first.value && chosen.has(l))];
      for (const texts of [this.title, this.summary, this.credit]) texts.setLangs(this.langs);
    };
    first.addEventListener('change', changed);
    const boxes = known.map(({ value, title }) =>
      checkbox(title, chosen.has(value), (on) => {
        if (on) chosen.add(value);
        else chosen.delete(value);
        changed();
      }),
    );
    return el(
      'div',
      { class: 'columns', 'data-field': 'languages' },
      field('language', t('story.first_language'), first),
      el('div', { class: 'field', role: 'group', 'aria-label': t('story.languages') }, el('p', { class: 'label' }, t('story.languages')), el('div', { class: 'row' }, boxes)),
    );
  }
}

function zones(): string[] {
  const intl = Intl as unknown as { supportedValuesOf?: (key: string) => string[] };
  return intl.supportedValuesOf?.('timeZone') ?? ['America/Mexico_City', 'UTC'];
}
