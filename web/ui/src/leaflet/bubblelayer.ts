/** Bubbles: incidents gathered at points, each in its cell of the server's grid. A press goes to where they come apart. */
import * as L from './leaflet';
import { boxAround, type Box, type XY } from '../arrange/types';
import { bubbleSize, figureSize, intoCell, legendCount } from '../incidents/bubbles';
import { figureText } from '../incidents/figure';
import type { Gathering } from '../incidents/model';
import type { Legend } from './legend';
import { buildBubble, takeAway } from './marks';

/** The narrowest bubble that has room for two lines, in CSS pixels. */
const TWO_LINES = 36;

/** The world's side at zoom 0, in CSS pixels. */
const WORLD = 256;

interface Disc extends XY {
  /** The diameter. */
  size: number;
}

export interface BubblePage {
  /** The accessible name: "203 incidents, 12 dead, zoom in". */
  name: (gathering: Gathering) => string;
  /** So many incidents, in words. */
  gatheredText: (n: number) => string;
  /** The number as it is written on the bubble. */
  number: (n: number) => string;
  press: (gathering: Gathering) => void;
}

export class BubbleLayer {
  private readonly markers = new Map<string, L.Marker>();
  private gatherings: Gathering[] = [];
  private level: number | undefined;
  /** The largest count. */
  private most = 0;

  constructor(
    private readonly map: L.Map,
    private readonly page: BubblePage,
    private readonly legend: Legend,
  ) {}

  /** Takes gatherings, which are drawn when they are placed; level is that of their grid. */
  set(gatherings: Gathering[], level: number | undefined): void {
    this.gatherings = gatherings;
    this.level = level;
    this.most = Math.max(0, ...gatherings.map(({ count }) => count));
    this.showLegend();
  }

  all(): Iterable<L.Marker> {
    return this.markers.values();
  }

  get gathered(): Gathering[] {
    return this.gatherings;
  }

  get count(): number {
    return this.gatherings.length;
  }

  /** Places the bubbles for the map's zoom, each in its cell of the grid, and says what they cover, in pixels of the zoom. */
  place(tabIndex: number): Box[] {
    const zoom = this.map.getZoom();
    const stale = new Set(this.markers.keys());
    const bubbles = this.gatherings.map((gathering) => this.bubbleOf(gathering, zoom));
    for (const [i, gathering] of this.gatherings.entries()) {
      const bubble = bubbles[i]!;
      const at = this.map.unproject(new L.Point(bubble.x, bubble.y), zoom);
      const key = `${gathering.id} ${gathering.count} ${bubble.size} ${figureText(gathering.dead, String)}`;
      let marker = this.markers.get(key);
      stale.delete(key);
      if (marker) marker.setLatLng(at);
      else {
        marker = this.build(gathering, at, bubble.size);
        this.markers.set(key, marker);
      }
      const button = marker.getElement();
      if (button) button.tabIndex = tabIndex;
    }
    for (const key of stale) {
      const [id] = key.split(' ');
      const heir = [...this.markers].find(([other]) => !stale.has(other) && other.split(' ')[0] === id);
      takeAway(this.markers.get(key)!, this.map, heir?.[1]);
      this.markers.delete(key);
    }
    return bubbles.map((bubble) => boxAround(bubble, { width: bubble.size, height: bubble.size }));
  }

  /** A point's place in its cell of the grid, where a mark of a size is clear of other cells', in pixels of a zoom. */
  inCell({ x, y }: XY, size: number, zoom: number): XY {
    if (this.level === undefined || this.gatherings.length === 0) return { x, y };
    const cell = (WORLD * 2 ** zoom) / 2 ** this.level;
    return { x: intoCell(x, cell, size), y: intoCell(y, cell, size) };
  }

  /** How many incidents stand, gathered, in the view. */
  inView(): number {
    const view = this.map.getBounds();
    return this.gatherings
      .filter(({ form }) => form.type !== 'area' && form.type !== 'line' && view.contains([form.at[1], form.at[0]]))
      .reduce((sum, { count }) => sum + count, 0);
  }

  private build(gathering: Gathering, at: L.LatLng, size: number): L.Marker {
    const dead = figureText(gathering.dead, (n) => this.page.number(n));
    const number = this.page.number(gathering.count);
    const deadSize = dead ? figureSize(dead.length + 2, size, 11) : undefined;
    const face = { name: this.page.name(gathering), number, size, numberSize: figureSize(number.length, size, 13), dead: deadSize && size >= TWO_LINES ? dead : '', deadSize };
    return buildBubble(at, face, () => this.page.press(gathering)).addTo(this.map);
  }

  private sizeOf(count: number): number {
    return bubbleSize(count, this.most, this.page.number(count).length);
  }

  /** Says what the sizes of bubbles mean. */
  private showLegend(): void {
    if (this.gatherings.length === 0) {
      this.legend.tell('bubbles', undefined);
      return;
    }
    const count = legendCount(this.most);
    const line = document.createElement('p');
    line.className = 'sized';
    line.textContent = this.page.gatheredText(count);
    line.style.setProperty('--size', `${bubbleSize(count, this.most, 1)}px`);
    this.legend.tell('bubbles', line);
  }

  private bubbleOf({ form, count }: Gathering, zoom: number): Disc {
    if (form.type === 'area' || form.type === 'line') throw new Error('a bubble is of points');
    const size = this.sizeOf(count);
    return { ...this.inCell(this.map.project([form.at[1], form.at[0]], zoom), size, zoom), size };
  }
}
