/** The layers of a story: each a name, a symbol, and which incidents it holds. */
import type { Shape } from '../../story/config';
import { symbolElement } from '../../story/symbols';
import type { DeskConfig } from '../text/config';
import { el, fill } from '../form/dom';
import { palettes } from '../../basemap/style';
import { contrast } from '../../incidents/color';
import { checkbox, field, input, listset, select } from '../form/field';
import type { Layer, Story } from '../api/forms';
import { Rows, type Row } from '../form/rows';
import { slugOf } from '../form/slug';
import { TextFields } from '../form/texts';
import { t } from '../text/words';

export class LayersForm {
  readonly element: HTMLElement;
  private readonly rows: Rows<Layer>;

  constructor(
    private readonly config: DeskConfig,
    private readonly story: Story,
  ) {
    this.rows = new Rows<Layer>('layers', (layer) => this.row(layer), { label: t('layers.add'), empty: () => ({ id: '', title: {}, symbol: { shape: 'circle', color: '#b4451f' }, filter: {} }) });
    this.rows.set(story.layers);
    this.element = listset('layers', t('layers'), el('p', { class: 'note' }, t('layers.hint')), this.rows.element);
  }

  read(): Layer[] {
    const layers = this.rows.read();
    const taken = new Set(layers.map((l) => l.id).filter((id) => id !== ''));
    return layers.map((l) => (l.id ? l : { ...l, id: freeId(slugOf(Object.values(l.title)[0] ?? '') || 'layer', taken) }));
  }

  private row(layer: Layer): Row<Layer> {
    const title = new TextFields('title', t('layers.title'), this.story.languages, layer.title, { most: 100 });
    const shape = select(this.config.choices['shape']!, layer.symbol.shape);
    const color = input(layer.symbol.color, { type: 'color' });
    const told = el('div', { class: 'row swatches' });
    const paint = (): void => fill(told, swatches(shape.value as Shape, color.value));
    shape.addEventListener('change', paint);
    color.addEventListener('input', paint);
    paint();
    const kinds = new Set(layer.filter.kinds);
    const outcomes = new Set(layer.filter.outcomes);
    const toggle = (set: Set<string>, value: string) => (on: boolean) => void (on ? set.add(value) : set.delete(value));
    const element = el(
      'div',
      {},
      title.element,
      el('div', { class: 'columns' }, field('symbol.shape', t('layers.shape'), shape), field('symbol.color', t('layers.color'), color)),
      told,
      el(
        'details',
        { 'data-field': 'filter' },
        el('summary', {}, t('layers.holds')),
        el('div', { class: 'checks' }, this.config.kinds.map((k) => checkbox(k.title, kinds.has(k.value), toggle(kinds, k.value)))),
        el('p', { class: 'label' }, t('layers.or_figures')),
        el('div', { class: 'checks' }, this.config.choices['outcome']!.map((o) => checkbox(o.title, outcomes.has(o.value), toggle(outcomes, o.value)))),
      ),
    );
    const read = (): Layer => ({
      id: layer.id,
      title: title.read(),
      symbol: { shape: shape.value as Shape, color: color.value },
      filter: { ...layer.filter, kinds: [...kinds], outcomes: [...outcomes] },
    });
    return { element, read };
  }
}

/** Gives an id that no other layer has, and takes it: names in other letters than Latin ones make none of their own. */
function freeId(wanted: string, taken: Set<string>): string {
  let id = wanted;
  for (let n = 2; taken.has(id); n++) id = `${wanted}-${n}`;
  taken.add(id);
  return id;
}

/** Shows a symbol on the light and on the dark map, and says where it is hard to see. */
function swatches(shape: Shape, color: string): HTMLElement[] {
  return (['light', 'dark'] as const).map((scheme) => {
    const ratio = contrast(color, palettes[scheme].land);
    const verdict = ratio < 3 ? t('layers.faint', { ratio: ratio.toFixed(1) }) : t('layers.clear', { ratio: ratio.toFixed(1) });
    return el('span', { class: `swatch ${scheme}` }, symbolElement({ shape, color }), el('span', {}, `${t(`scheme.${scheme}`)}: ${verdict}`));
  });
}
