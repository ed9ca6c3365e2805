/** How an incident stands to others of its story. */
import { query, type Api } from '../api/api';
import type { DeskConfig } from '../text/config';
import { el } from '../form/dom';
import { field, input, listset, select } from '../form/field';
import { textIn, type Incident, type Story } from '../api/forms';
import { Rows, type Row } from '../form/rows';
import type { Section } from '../form/section';
import { t } from '../text/words';

type Relation = NonNullable<Incident['relations']>[number];

/** The list of a story's incidents that fields offer, by its id. */
const OFFERED = 'incidents-of-story';

/** How long after the last stroke incidents are looked for, in milliseconds. */
const PAUSE = 250;

export class RelationsSection implements Section {
  readonly element: HTMLElement;
  private readonly rows: Rows<Relation>;

  constructor(
    private readonly config: DeskConfig,
    offers: IncidentOffers,
  ) {
    this.rows = new Rows<Relation>('relations', (r) => this.row(r), { label: t('relations.add'), empty: () => ({ type: 'part_of', incident: '' }) });
    this.element = listset('relations', t('relations'), el('p', { class: 'note' }, t('relations.hint')), this.rows.element, offers.element);
  }

  write(form: Partial<Incident>): void {
    this.rows.set(form.relations ?? []);
  }

  read(): Partial<Incident> {
    return { relations: this.rows.read() };
  }

  patch(): Record<string, unknown> {
    return { ...this.read() };
  }

  private row(relation: Relation): Row<Relation> {
    const type = select(this.config.choices['relation']!, relation.type);
    const other = input(relation.incident, { list: OFFERED, maxlength: 200, spellcheck: false });
    const element = el('div', {}, el('div', { class: 'columns' }, field('type', t('relations.type'), type), field('incident', t('relations.incident'), other, t('relations.incident_hint'))));
    return { element, read: () => ({ type: type.value, incident: other.value.trim() }) };
  }
}

/** Offers incidents of a story by their titles to every field that takes the id of one. */
export class IncidentOffers {
  readonly element = el('datalist', { id: OFFERED });
  private timer = 0;

  constructor(
    private readonly api: Api,
    private readonly story: Story,
  ) {}

  /** Follows what is written in such fields of a form. */
  follow(form: HTMLElement): void {
    const look = (event: Event): void => {
      const control = event.target as HTMLInputElement;
      if (control.getAttribute('list') !== OFFERED) return;
      clearTimeout(this.timer);
      this.timer = window.setTimeout(() => void this.offer(control.value.trim()), PAUSE);
    };
    form.addEventListener('input', look);
    form.addEventListener('focusin', look);
  }

  private async offer(words: string): Promise<void> {
    if (/^[0-9A-Z]{26}$/.test(words)) return;
    try {
      const { body } = await this.api.get<{ incidents: { incident: Incident }[] | Incident[] }>(`/stories/${this.story.slug}/incidents${query({ limit: 20, q: words })}`);
      const found = body.incidents.map((one) => ('incident' in one ? one.incident : one));
      this.element.replaceChildren(...found.map((one) => el('option', { value: one.id!, label: textIn(one.title) })));
    } catch {
      this.element.replaceChildren(); // ids can be written by hand
    }
  }
}
