/**
 * Where the map's incidents come from. A story of up to a few thousand comes whole, once,
 * and is filtered with no request; a larger one comes view by view, gathered by the server.
 * The page does not know which.
 */
import type { ViewsConfig } from './config';
import { loadFeatures, type FeatureCollection } from '../incidents/features';
import type { BBox } from '../incidents/inside';
import { narrows, type Filter } from './filter';
import type { Change } from './live';
import { withChanges } from './changes';
import { filterWords, withWords } from './url';

/** A part of the map, and what of it is wanted. */
export interface Wanted {
  zoom: number;
  /** West, south, east, north, in degrees; west is within ±180, east may be beyond. */
  bbox: [number, number, number, number];
  filter: Filter;
}

export interface Source {
  /** Whether a load gives all there is, whatever part of the map is wanted. */
  readonly whole: boolean;
  /** Whether what was loaded last does for a part of the map. */
  holds(wanted: Wanted): boolean;
  load(wanted: Wanted, signal: AbortSignal): Promise<FeatureCollection>;
  /** Takes in what changed up to a number: what is loaded next has it. */
  change(changes: Change[], seq: number): void;
  /** Loads next what there is at a number, or later. */
  reset(seq: number): void;
  /** Ids in reading order of all there is, none before it is loaded; a source that gives parts does not know them. */
  ids?(): string[];
}

export class WholeSource implements Source {
  readonly whole = true;
  private loaded: FeatureCollection | undefined;
  /** What changed since the state at the address. */
  private readonly changed = new Map<string, Change>();

  /** What the page came with has outlines for its first view; from nearer they are asked for. */
  constructor(
    private address: string,
    whole?: FeatureCollection,
  ) {
    this.loaded = whole;
  }

  holds({ zoom }: Pick<Wanted, 'zoom'>): boolean {
    return this.loaded !== undefined && zoom <= (this.loaded.zoom ?? Infinity);
  }

  async load(wanted: Wanted, signal: AbortSignal): Promise<FeatureCollection> {
    if (this.holds(wanted)) return this.loaded!;
    try {
      this.loaded = withChanges(await loadFeatures(this.address, signal), this.changed.values());
    } catch (error) {
      if (!this.loaded || signal.aborted) throw error;
      console.warn(error); // coarse outlines are better than none
    }
    return this.loaded;
  }

  /** Ids in reading order; none before it is loaded. */
  ids(): string[] {
    return this.loaded?.features.map(({ id }) => id) ?? [];
  }

  change(changes: Change[]): void {
    for (const change of changes) this.changed.set(change.id, change);
    if (this.loaded) this.loaded = withChanges(this.loaded, changes);
  }

  reset(seq: number): void {
    this.address = atVersion(this.address, seq);
    this.loaded = undefined;
    this.changed.clear();
  }
}

/** An address of something as it is at a number, which no cache has from before. */
export function atVersion(address: string, seq: number): string {
  const url = new URL(address, 'http://host');
  url.searchParams.set('v', String(seq));
  return (url.pathname + url.search).replace(/%2C/g, ',');
}

/** How wide a cell of the grid may be drawn, in CSS pixels: bubbles must fit, and must not be lost in it. */
const CELL = { least: 44, most: 180 };
const TILE = 256; // CSS pixels of the world's side at zoom 0

export class ViewSource implements Source {
  readonly whole = false;

  holds(): boolean {
    return false;
  }

  constructor(private views: Omit<ViewsConfig, 'first'> & Partial<ViewsConfig>) {}

  change(_: Change[], seq: number): void {
    this.reset(seq);
  }

  reset(seq: number): void {
    const { url, list } = this.views;
    this.views = { url: atVersion(url, seq), list: atVersion(list, seq) };
  }

  async load(wanted: Wanted, signal: AbortSignal): Promise<FeatureCollection> {
    if (wanted.filter.layers?.length === 0) return { type: 'FeatureCollection', features: [] };
    const { first } = this.views;
    if (first && !narrows(wanted.filter) && answers(first, wanted)) return first;
    return loadFeatures(addressOf(this.views.url, wanted, true), signal);
  }

  /** The address of the list of what a view holds. */
  listAddress(wanted: Wanted): string {
    return addressOf(this.views.list, wanted, false);
  }
}

/** The address of what a view holds of a filter, with its zoom or without. */
export function addressOf(base: string, { zoom, bbox, filter }: Wanted, zoomed: boolean): string {
  const view = snap(bbox, zoom);
  const within = filter.within ? common(view, filter.within) : view;
  return withWords(base, [['zoom', zoomed ? String(Math.floor(zoom)) : undefined], ...filterWords({ ...filter, within })]);
}

/** What two boxes have in common; where that is nothing, a point of the second. Boxes across the antimeridian are not cut. */
export function common(a: BBox, b: BBox): BBox {
  if (a[0] > a[2] || b[0] > b[2]) return b;
  const [west, south] = [Math.max(a[0], b[0]), Math.max(a[1], b[1])];
  const [east, north] = [Math.min(a[2], b[2]), Math.min(a[3], b[3])];
  return west <= east && south <= north ? [west, south, east, north] : [b[0], b[1], b[0], b[1]];
}

/** Whether a collection that is at hand shows a view as well as one made for it. */
export function answers({ level, bbox: held }: FeatureCollection, { zoom, bbox }: Wanted): boolean {
  if (level === undefined || held === undefined) return false;
  const cell = (TILE * 2 ** zoom) / 2 ** level;
  const covers = held[0] <= bbox[0] && held[1] <= bbox[1] && held[2] >= bbox[2] && held[3] >= bbox[3];
  return covers && cell >= CELL.least && cell <= CELL.most;
}

/** Widens a box to steps of the zoom, so that near views ask for the same; within what a bbox may be. */
export function snap(bbox: Wanted['bbox'], zoom: number): Wanted['bbox'] {
  const step = 360 / 2 ** (Math.floor(zoom) + 1);
  const [west, south, east, north] = bbox;
  const outward = [Math.floor(west / step), Math.floor(south / step), Math.ceil(east / step), Math.ceil(north / step)];
  const [w, s, e, n] = outward.map((steps) => Number((steps * step).toFixed(6))) as Wanted['bbox'];
  if (e - w >= 360) return [-180, Math.max(s, -90), 180, Math.min(n, 90)];
  return [wrap(w), Math.max(s, -90), wrap(e), Math.min(n, 90)];
}

/** Brings a longitude into ±180; the antimeridian itself stays on the side it was on. */
function wrap(lon: number): number {
  if (lon >= -180 && lon <= 180) return lon;
  return Number(((((lon + 180) % 360) + 360) % 360 - 180).toFixed(6));
}
