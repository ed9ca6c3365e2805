/** The pictures of an incident, and videos elsewhere by a still of each. */
import { explain } from '../text/explain';
import type { Api } from '../api/api';
import type { DeskConfig } from '../text/config';
import { el, fill, newId } from '../form/dom';
import { sayFault } from '../text/faults';
import { checkbox, field, input, listset, select, setWrong } from '../form/field';
import type { Incident, Media, Story } from '../api/forms';
import { Problem } from '../api/problem';
import { Rows, type Row } from '../form/rows';
import type { Section } from '../form/section';
import { TextFields } from '../form/texts';
import { newID } from '../api/ulid';
import { t } from '../text/words';

/** What the API answers to a picture. */
interface Uploaded {
  hash: string;
  width: number;
  height: number;
}

export class MediaSection implements Section {
  readonly element: HTMLElement;
  private readonly rows: Rows<Media>;
  private readonly file = el('input', { type: 'file', accept: 'image/jpeg,image/png,image/webp' });
  private readonly chooser: HTMLElement;
  private readonly hidden = el('p', { class: 'notice', role: 'status', hidden: true });
  private rule = 'open';
  private readonly said = el('p', { role: 'status' });
  /** Of the incident that they are uploaded for; of a new one it is made here. */
  private id = '';
  private isNew = true;

  constructor(
    config: DeskConfig,
    private readonly api: Api,
    private readonly story: Story,
  ) {
    this.rows = new Rows<Media>('media', (media) => mediaRow(config, story, media, (file) => api.address(`${this.path}/${file}`)));
    this.chooser = field('media.file', t('media.add'), this.file, t('media.add_hint'));
    this.file.addEventListener('change', () => void this.upload());
    this.rows.element.addEventListener('change', () => this.warn());
    this.element = listset('media', t('media'), el('p', { class: 'note' }, t('media.hint')), this.hidden, this.rows.element, this.chooser, this.said, el('datalist', { id: 'media-licences' }, ['CC BY 4.0', 'CC BY-SA 4.0', 'CC0 1.0', t('media.permission')].map((value) => el('option', { value }))));
  }

  write(form: Partial<Incident>): void {
    this.isNew = form.revision === undefined;
    this.id = form.id ?? (this.id || newID());
    this.rows.set(form.media ?? []);
    this.warn();
  }

  /** A new incident with pictures has the id that they were uploaded for. */
  read(): Partial<Incident> {
    const media = this.rows.read();
    return { media, ...(this.isNew && media.length > 0 ? { id: this.id } : {}) };
  }

  patch(): Record<string, unknown> {
    return { media: this.read().media };
  }

  private get path(): string {
    return `/stories/${this.story.slug}/incidents/${this.id}/media`;
  }

  private async upload(): Promise<void> {
    const chosen = this.file.files?.[0];
    if (!chosen) return;
    setWrong(this.chooser, '');
    fill(this.said, t('media.uploading'));
    this.file.disabled = true;
    try {
      const { body } = await this.api.post<Uploaded>(this.path, chosen);
      const known = this.rows.read().some(({ hash }) => hash === body.hash);
      if (!known) {
        const row = this.rows.append({ kind: 'picture', hash: body.hash, width: body.width, height: body.height, alt: {}, credit: {}, licence: { name: '' } });
        row.element.querySelector<HTMLElement>('textarea')?.focus();
      }
      fill(this.said, t(known ? 'media.known' : 'media.uploaded'), !known && this.rule === 'coarsened' && ` ${t('media.check_place')}`);
    } catch (error) {
      fill(this.said);
      const detail = error instanceof Problem ? (error.faults[0]?.detail ?? error.detail) : '';
      setWrong(this.chooser, detail ? sayFault(detail) : explain(error));
      this.file.focus();
    } finally {
      this.file.disabled = false;
      this.file.value = '';
    }
  }

  /** Takes notice of what readers see of the place; where that is not all of it, a picture could show it. */
  disclose(rule: string): void {
    this.rule = rule;
    this.warn();
  }

  /** Says how many pictures readers do not see, and why. */
  private warn(): void {
    const n = this.rule === 'coarsened' ? this.rows.read().filter((m) => !m.shows_no_place).length : this.rows.all.length;
    this.element.dataset['rule'] = this.rule;
    const words = this.rule === 'open' || n === 0 ? '' : t(`media.hidden_${this.rule === 'coarsened' ? 'coarsened' : 'withheld'}`, { n });
    this.hidden.hidden = words === '';
    this.hidden.textContent = words;
  }
}

function mediaRow(config: DeskConfig, story: Story, media: Media, address: (file: string) => string): Row<Media> {
  const { limits } = config;
  const kind = select(['picture', 'video'].map((value) => ({ value, title: t(`media.kind.${value}`) })), media.kind);
  const link = input(media.link, { type: 'url', maxlength: 2000, inputmode: 'url' });
  const alt = new TextFields('alt', t('media.alt'), story.languages, media.alt, { long: true, most: 1000, required: true, hint: t('media.alt_hint') });
  const credit = new TextFields('credit', t('media.credit'), story.languages, media.credit, { most: limits.title, required: true });
  const licence = input(media.licence.name, { maxlength: limits.title, list: 'media-licences', required: true });
  const licenceURL = input(media.licence.url, { type: 'url', maxlength: 2000, inputmode: 'url' });
  const warning = new TextFields('warning', t('media.warning'), story.languages, media.warning, { most: limits.title, hint: t('media.warning_hint') });
  let { shows_no_place = false } = media;
  const placeless = checkbox(t('media.placeless'), shows_no_place, (on) => (shows_no_place = on));
  const linked = field('link', t('media.link'), link, t('media.link_hint'));
  const adapt = (): void => void (linked.hidden = kind.value !== 'video');
  kind.addEventListener('change', adapt);
  adapt();
  const image = el('img', { src: address(`${media.hash.replace('sha256:', '')}-${media.width}.jpg`), width: media.width, height: media.height, alt: t('media.preview') });
  const element = el(
    'div',
    { class: 'media-entry' },
    image,
    field('kind', t('media.kind'), kind),
    linked,
    alt.element,
    credit.element,
    el('div', { class: 'columns' }, field('licence.name', t('media.licence'), licence, t('media.licence_hint')), field('licence.url', t('story.licence_url'), licenceURL)),
    warning.element,
    el('div', { class: 'field', 'data-field': 'shows_no_place' }, placeless, el('p', { class: 'note' }, t('media.placeless_hint')), el('p', { class: 'wrong', hidden: true, id: newId() })),
  );
  const read = (): Media => {
    const url = licenceURL.value.trim();
    const now: Media = { ...media, kind: kind.value, alt: alt.read(), credit: credit.read(), licence: { name: licence.value.trim(), ...(url ? { url } : {}) } };
    if (kind.value === 'video' && link.value.trim()) now.link = link.value.trim();
    else delete now.link;
    if (shows_no_place) now.shows_no_place = true;
    else delete now.shows_no_place;
    const words = warning.read();
    if (Object.keys(words).length > 0) now.warning = words;
    else delete now.warning;
    return now;
  };
  return { element, read };
}
