/** Drawing by hand: the corners of a point, line or area, on the map or as numbers. */
import type { Drawable, DrawingMap } from '../../leaflet/drawing';
import { button, el, fill } from '../form/dom';
import { field, input, setWrong } from '../form/field';
import type { Geometry, Position } from '../api/forms';
import { faultOf } from '../form/validity';
import { t } from '../text/words';

const TYPES: Drawable[] = ['Point', 'LineString', 'Polygon'];
/** How many corners a shape needs. */
const LEAST: Record<Drawable, number> = { Point: 1, LineString: 2, Polygon: 3 };
/** Shapes of more corners than this come from a gazetteer, and are drawn anew rather than edited. */
const MOST = 60;

export class CornerFields {
  readonly element: HTMLElement;
  private type: Drawable | undefined;
  private positions: Position[] = [];
  private readonly toggles = new Map<Drawable, HTMLButtonElement>();
  private readonly rows = el('ol', { class: 'corners' });
  private readonly tools = el('div', { class: 'row', hidden: true });

  constructor(
    private readonly change: (type: Drawable, positions: Position[]) => void,
    private readonly map: () => DrawingMap | undefined,
  ) {
    for (const type of TYPES) {
      this.toggles.set(type, el('button', { type: 'button', 'aria-pressed': 'false', onclick: () => this.start(this.type === type ? undefined : type) }, t(`where.draw.${type}`)));
    }
    fill(
      this.tools,
      button(t('where.add_middle'), () => this.map()?.addMiddle()),
      button(t('where.undo_corner'), () => this.renew(this.positions.slice(0, -1))),
      button(t('where.clear'), () => this.renew([])),
    );
    this.element = el(
      'div',
      { class: 'drawing-tools' },
      el('div', { class: 'row', role: 'group', 'aria-label': t('where.draw') }, el('span', { class: 'label' }, t('where.draw')), [...this.toggles.values()]),
      this.tools,
      this.rows,
    );
  }

  /** Shows the corners of a place that came from elsewhere. */
  set(geometry: Geometry | null): void {
    const known = positionsOf(geometry);
    this.type = undefined;
    this.positions = known?.positions ?? [];
    this.map()?.edit(undefined);
    this.press();
    this.list(known?.type);
  }

  /** Goes on drawing on a map that has come since. */
  resume(): void {
    if (this.type) this.start(this.type);
  }

  private start(type: Drawable | undefined): void {
    const other = type !== undefined && this.shown !== type;
    this.type = type;
    if (other) this.positions = [];
    this.map()?.edit(type, this.positions, (positions) => this.renew(positions));
    this.press();
    this.list(type);
  }

  private shown: Drawable | undefined;

  private renew(positions: Position[]): void {
    const type = this.type ?? this.shown;
    if (!type) return;
    this.positions = positions;
    if (this.type) this.map()?.edit(type, positions, (p) => this.renew(p));
    this.change(type, positions);
    this.list(type);
  }

  private press(): void {
    this.toggles.forEach((toggle, type) => toggle.setAttribute('aria-pressed', String(type === this.type)));
    this.tools.hidden = this.type === undefined;
  }

  private list(type: Drawable | undefined): void {
    this.shown = type;
    fill(this.rows, type && this.positions.length <= MOST ? this.positions.map((p, i) => this.row(p, i)) : null);
  }

  private row([lon, lat]: Position, i: number): HTMLElement {
    const fields = [
      { name: t('where.lat'), value: lat, most: 90, at: 1 },
      { name: t('where.lon'), value: lon, most: 180, at: 0 },
    ].map(({ name, value, most, at }) => {
      const control = input(value, { type: 'number', step: 'any', min: -most, max: most, required: true, inputmode: 'decimal' });
      const holder = field(`corner.${i}.${at}`, `${name} ${this.positions.length > 1 ? i + 1 : ''}`.trim(), control);
      control.addEventListener('change', () => {
        const fault = faultOf(control);
        setWrong(holder, fault);
        if (fault) return;
        const next = this.positions.map((p) => [...p] as Position);
        next[i]![at] = Number(control.value);
        this.positions = next;
        const shape = this.type ?? this.shown;
        if (!shape) return;
        if (this.type) this.map()?.edit(shape, next, (p) => this.renew(p));
        this.change(shape, next); // the fields stay, and with them the focus
      });
      return holder;
    });
    return el('li', { class: 'columns' }, fields);
  }
}

/** Gives the shape of corners; nothing while there are too few. */
export function shapeOf(type: Drawable, positions: Position[]): Geometry | null {
  if (positions.length < LEAST[type]) return null;
  switch (type) {
    case 'Point':
      return { type, coordinates: positions[0]! };
    case 'LineString':
      return { type, coordinates: positions };
    case 'Polygon':
      return { type, coordinates: [counterclockwise([...positions, positions[0]!])] };
  }
}

/** An outer ring goes counterclockwise (RFC 7946, section 3.1.6). */
function counterclockwise(ring: Position[]): Position[] {
  let doubled = 0;
  for (let i = 0; i + 1 < ring.length; i++) doubled += ring[i]![0] * ring[i + 1]![1] - ring[i + 1]![0] * ring[i]![1];
  return doubled < 0 ? [...ring].reverse() : ring;
}

/** Gives the corners of a shape that can be drawn by hand. */
export function positionsOf(geometry: Geometry | null): { type: Drawable; positions: Position[] } | undefined {
  switch (geometry?.type) {
    case 'Point':
      return { type: 'Point', positions: [geometry.coordinates as Position] };
    case 'LineString':
      return { type: 'LineString', positions: geometry.coordinates as Position[] };
    case 'Polygon': {
      const [ring, ...holes] = geometry.coordinates as Position[][];
      return ring && holes.length === 0 ? { type: 'Polygon', positions: ring.slice(0, -1) } : undefined;
    }
  }
  return undefined;
}
