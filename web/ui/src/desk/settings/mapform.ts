/** What editors choose of a story's map: leads and their captions, names that are pinned or hidden, how counts are drawn. */
import type { Api } from '../api/api';
import type { DeskConfig } from '../text/config';
import { el } from '../form/dom';
import { field, input, listset, select } from '../form/field';
import { textIn, type Incident, type LabelRule, type MapChoice, type Story, type Text } from '../api/forms';
import { MapPreview, seenOf, type Seen } from '../map/mappreview';
import { captionFields, ruleChoices } from '../incident/onmap';
import type { IncidentOffers } from '../incident/relations';
import { Rows, type Row } from '../form/rows';
import { t } from '../text/words';

interface Lead {
  id: string;
  caption: Text;
}

interface Label {
  name: string;
  rule: string;
}

export class MapForm {
  readonly element: HTMLElement;
  private readonly leads: Rows<Lead>;
  private readonly labels: Rows<Label>;
  private readonly show: HTMLSelectElement;
  private readonly measure: HTMLSelectElement;
  private readonly size: HTMLSelectElement;
  private readonly preview: MapPreview;
  /** Incidents as readers would see them, by their ids; nothing for one that is not there. */
  private readonly known = new Map<string, Promise<Seen | undefined>>();

  constructor(
    config: DeskConfig,
    private readonly api: Api,
    private readonly story: Story,
    offers: IncidentOffers,
  ) {
    const { map = {} } = story;
    const choices = config.choices;
    this.show = select(choices['map.show']!, map.show, t('onmap.usual'));
    this.measure = select(choices['map.measure']!, map.measure, t('onmap.usual'));
    this.size = select(choices['map.size']!, map.size, t('onmap.usual'));
    this.preview = new MapPreview(config, story);
    this.leads = new Rows<Lead>('map.leads', (lead) => this.leadRow(lead), { label: t('onmap.add_lead'), empty: () => ({ id: '', caption: {} }) });
    this.labels = new Rows<Label>('map.labels', (label) => labelRow(label), { label: t('onmap.add_label'), empty: () => ({ name: '', rule: 'pin' }) });
    this.leads.set((map.leads ?? []).map((id) => ({ id, caption: map.captions?.[id] ?? {} })));
    this.labels.set(Object.entries(map.labels ?? {}).map(([name, rule]) => ({ name, rule })));
    this.element = el(
      'div',
      {},
      listset('map.leads', t('onmap.leads'), el('p', { class: 'note' }, t('onmap.leads_hint')), this.leads.element),
      listset('map.labels', t('onmap.labels'), el('p', { class: 'note' }, t('onmap.labels_hint')), this.labels.element),
      this.preview.element,
      el(
        'div',
        { class: 'columns three' },
        field('map.show', t('onmap.show'), this.show),
        field('map.measure', t('onmap.measure'), this.measure),
        field('map.size', t('onmap.size'), this.size),
      ),
    );
    offers.follow(this.element);
    for (const heard of ['input', 'change']) this.element.addEventListener(heard, () => void this.draw());
    void this.draw();
  }

  read(): MapChoice {
    const leads = this.leads.read().filter(({ id }) => id);
    const captions = Object.fromEntries(leads.filter(({ caption }) => Object.keys(caption).length > 0).map(({ id, caption }) => [id, caption]));
    const set = ([name, value]: [string, unknown]): boolean => name !== '' && value !== '';
    return {
      leads: leads.map(({ id }) => id),
      captions,
      labels: this.rules(),
      ...Object.fromEntries(Object.entries({ show: this.show.value, measure: this.measure.value, size: this.size.value }).filter(set)),
    };
  }

  private rules(): Record<string, LabelRule> {
    return Object.fromEntries(this.labels.read().filter(({ name }) => name).map(({ name, rule }) => [name, rule as LabelRule]));
  }

  private async draw(): Promise<void> {
    const all = await Promise.all(this.leads.read().map(async ({ id, caption }) => ({ seen: await this.seen(id), caption })));
    await this.preview.show(all.flatMap(({ seen, caption }) => (seen ? [{ seen, caption }] : [])), this.rules());
  }

  private seen(id: string): Promise<Seen | undefined> {
    if (!/^[0-9A-Z]{26}$/i.test(id)) return Promise.resolve(undefined);
    let found = this.known.get(id);
    if (!found) {
      found = this.api
        .get<Incident>(`/stories/${this.story.slug}/incidents/${id}`)
        .then(({ body }) => seenOf(this.api, this.story, body))
        .catch(() => undefined);
      this.known.set(id, found);
    }
    return found;
  }

  private leadRow(lead: Lead): Row<Lead> {
    const id = input(lead.id, { list: 'incidents-of-story', maxlength: 200, spellcheck: false });
    const caption = captionFields(this.story);
    caption.set(lead.caption);
    const title = el('p', { class: 'note', role: 'status' });
    const tell = (): void => {
      const asked = id.value.trim();
      void this.seen(asked).then((seen) => {
        if (asked === id.value.trim()) title.textContent = seen ? textIn(seen.title, ...this.story.languages) : asked && t('onmap.no_incident');
      });
    };
    id.addEventListener('change', tell);
    tell();
    const element = el('div', {}, field('id', t('steps.incident'), id, t('relations.incident_hint')), title, caption.element);
    element.append(this.leads.movers(element, t('steps.up'), t('steps.down')));
    return { element, read: () => ({ id: id.value.trim().toUpperCase(), caption: caption.read() }) };
  }
}

function labelRow(label: Label): Row<Label> {
  const name = input(label.name, { maxlength: 200 });
  const rule = select(ruleChoices(), label.rule);
  return { element: el('div', { class: 'columns' }, field('name', t('onmap.name'), name), field('rule', t('onmap.rule'), rule)), read: () => ({ name: name.value.trim(), rule: rule.value }) };
}
