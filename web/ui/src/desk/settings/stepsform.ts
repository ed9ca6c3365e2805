/** The steps by which a story is told, in an order: words, a view of the map, an incident, and the layers that are shown. */
import { button, el } from '../form/dom';
import { checkbox, field, input, listset } from '../form/field';
import { textIn, type Step, type Story } from '../api/forms';
import type { IncidentOffers } from '../incident/relations';
import { Rows, type Row } from '../form/rows';
import { TextFields } from '../form/texts';
import { t } from '../text/words';

type Box = [number, number, number, number];

export class StepsForm {
  readonly element: HTMLElement;
  private readonly rows: Rows<Step>;

  constructor(
    private readonly story: Story,
    offers: IncidentOffers,
    /** What the map of the form shows. */
    private readonly box: () => Box,
  ) {
    this.rows = new Rows<Step>('steps', (step) => this.row(step), { label: t('steps.add'), empty: () => ({ title: {} }) });
    this.rows.set(story.steps ?? []);
    this.element = listset('steps', t('steps'), el('p', { class: 'note' }, t('steps.hint')), this.rows.element, offers.element);
    offers.follow(this.element);
  }

  read(): Step[] {
    return this.rows.read();
  }

  private row(step: Step): Row<Step> {
    const { languages } = this.story;
    const title = new TextFields('title', t('steps.title'), languages, step.title, { most: 500, required: true });
    const text = new TextFields('text', t('steps.text'), languages, step.text, { long: true, most: 2000 });
    const incident = input(step.incident, { list: 'incidents-of-story', maxlength: 200, spellcheck: false });
    let { view } = step;
    const told = el('p', { class: 'note', role: 'status' });
    const tell = (): void => void (told.textContent = view ? t('steps.own_view', { box: (view.bbox ?? view.center ?? []).map((n) => n.toFixed(2)).join(', ') }) : t('steps.no_view'));
    const set = (now: Step['view']) => (): void => {
      view = now;
      tell();
    };
    tell();
    const layers = new Set(step.filter?.layers);
    const boxes = this.story.layers.map((l) => checkbox(textIn(l.title), layers.has(l.id), (on) => void (on ? layers.add(l.id) : layers.delete(l.id))));
    const element = el(
      'div',
      {},
      title.element,
      text.element,
      field('incident', t('steps.incident'), incident, t('relations.incident_hint')),
      el('div', { class: 'field', 'data-field': 'view' }, el('p', { class: 'row' }, button(t('steps.take_view'), () => set({ bbox: this.box() })()), button(t('steps.drop_view'), set(undefined))), told),
      boxes.length > 0 && el('div', { class: 'checks', role: 'group', 'aria-label': t('steps.layers'), 'data-field': 'filter.layers' }, el('p', { class: 'label' }, t('steps.layers')), boxes),
    );
    element.append(this.rows.movers(element, t('steps.up'), t('steps.down')));
    const read = (): Step => {
      const { layers: _, ...rest } = step.filter ?? {};
      const filter = { ...rest, ...(layers.size > 0 ? { layers: this.story.layers.map((l) => l.id).filter((id) => layers.has(id)) } : {}) };
      const words = text.read();
      return {
        title: title.read(),
        ...(Object.keys(words).length > 0 ? { text: words } : {}),
        ...(view ? { view } : {}),
        ...(incident.value.trim() ? { incident: incident.value.trim() } : {}),
        ...(Object.keys(filter).length > 0 ? { filter } : {}),
      };
    };
    return { element, read };
  }
}
