/** The kinds that a story declares besides those that every story has: each a name, a class, a symbol and codes elsewhere. */
import type { Shape } from '../../story/config';
import { OWN_KIND, type DeskConfig } from '../text/config';
import { el } from '../form/dom';
import { field, input, listset, select } from '../form/field';
import type { Story, StoryKind } from '../api/forms';
import { Rows, type Row } from '../form/rows';
import { slugOf } from '../form/slug';
import { TextFields } from '../form/texts';
import { t } from '../text/words';

/** Other schemes that a kind may have a code in, by the API's names. */
const SCHEMES = { acled_event: 'ACLED event type', acled_sub_event: 'ACLED sub-event type', ucdp: 'UCDP', cameo: 'CAMEO', iptc: 'IPTC', emdat: 'EM-DAT', glide: 'GLIDE' } as const;

export class KindsForm {
  readonly element: HTMLElement;
  private readonly rows: Rows<StoryKind>;

  constructor(
    private readonly config: DeskConfig,
    private readonly story: Story,
  ) {
    this.rows = new Rows<StoryKind>('kinds', (kind) => this.row(kind), { label: t('kinds.add'), empty: () => ({ id: '', title: {}, class: 'incident', shape: 'circle' }) });
    this.rows.set(story.kinds ?? []);
    this.element = listset('kinds', t('kinds'), el('p', { class: 'note' }, t('kinds.hint')), this.rows.element);
  }

  read(): StoryKind[] {
    return this.rows.read();
  }

  private row(kind: StoryKind): Row<StoryKind> {
    const title = new TextFields('title', t('kinds.title'), this.story.languages, kind.title, { most: 100, required: true, hint: t('kinds.title_hint') });
    const counts = select(this.config.choices['class']!, kind.class);
    const shape = select(this.config.choices['shape']!, kind.shape);
    const codes = (Object.keys(SCHEMES) as (keyof typeof SCHEMES)[]).map((name) => ({ name, control: input(kind[name], { maxlength: 100 }) }));
    const element = el(
      'div',
      {},
      title.element,
      el('div', { class: 'columns' }, field('class', t('kinds.class'), counts), field('shape', t('layers.shape'), shape)),
      el(
        'details',
        {},
        el('summary', {}, t('kinds.codes')),
        el('div', { class: 'columns' }, codes.map(({ name, control }) => field(name, SCHEMES[name], control))),
      ),
      kind.id && el('p', { class: 'note', 'data-field': 'id' }, kind.id),
    );
    const read = (): StoryKind => ({
      id: kind.id || kindID(Object.values(title.read())[0] ?? ''),
      title: title.read(),
      class: counts.value,
      shape: shape.value as Shape,
      ...Object.fromEntries(codes.map(({ name, control }) => [name, control.value.trim()]).filter(([, code]) => code)),
    });
    return { element, read };
  }
}

/** Gives the id of a kind by its name, as the server makes it: "Toma de caseta" is "x_toma_de_caseta". */
export function kindID(name: string): string {
  return OWN_KIND + (slugOf(name).replace(/-/g, '_') || 'kind');
}
