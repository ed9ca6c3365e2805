/** The layers of a story: each a name, a symbol, and which incidents it holds. */
import type { Shape } from '../config';
import { symbolElement } from '../symbols';
import type { DeskConfig } from './config';
import { button, el, fill } from './dom';
import { palettes } from '../basemap/style';
import { contrast } from '../color';
import { checkbox, field, fieldset, input, select } from './field';
import type { Layer, Story } from './forms';
import { slugOf } from './slug';
import { TextFields } from './texts';
import { t } from './words';

interface Row {
  element: HTMLElement;
  read: () => Layer;
}

export class LayersForm {
  readonly element: HTMLElement;
  private rows: Row[] = [];
  private readonly list = el('div', { 'data-list': 'layers' });

  constructor(
    private readonly config: DeskConfig,
    private readonly story: Story,
  ) {
    story.layers.forEach((layer) => this.add(layer));
    this.element = fieldset(
      t('layers'),
      el('p', { class: 'note' }, t('layers.hint')),
      this.list,
      button(t('layers.add'), () => this.add({ id: '', title: {}, symbol: { shape: 'circle', color: '#b4451f' }, filter: {} })),
    );
  }

  read(): Layer[] {
    return this.rows.map((row) => row.read());
  }

  private add(layer: Layer): void {
    const row = this.row(layer);
    this.rows.push(row);
    this.list.append(row.element);
  }

  private row(layer: Layer): Row {
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
      { class: 'entry', 'data-row': true },
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
      button(t('remove'), () => {
        element.remove();
        this.rows = this.rows.filter((r) => r !== row);
      }),
    );
    const read = (): Layer => ({
      id: layer.id || slugOf(Object.values(title.read())[0] ?? ''),
      title: title.read(),
      symbol: { shape: shape.value as Shape, color: color.value },
      filter: { ...layer.filter, kinds: [...kinds], outcomes: [...outcomes] },
    });
    const row = { element, read };
    return row;
  }
}

/** Shows a symbol on the light and on the dark map, and says where it is hard to see. */
function swatches(shape: Shape, color: string): HTMLElement[] {
  return (['light', 'dark'] as const).map((scheme) => {
    const ratio = contrast(color, palettes[scheme].land);
    const verdict = ratio < 3 ? t('layers.faint', { ratio: ratio.toFixed(1) }) : t('layers.clear', { ratio: ratio.toFixed(1) });
    return el('span', { class: `swatch ${scheme}` }, symbolElement({ shape, color }), el('span', {}, `${t(`scheme.${scheme}`)}: ${verdict}`));
  });
}
