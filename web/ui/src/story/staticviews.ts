/**
 * Views of a large story from files: what the server would gather for a view is written as a
 * pyramid of squares of the world, and tree.json says which there are. Where the pyramid ends, the last square
 * is what there is to show. Filters need a server.
 */
import type { StaticViewsConfig } from './config';
import { isGathered, loadFeatures, type Feature, type FeatureCollection, type Gathered } from '../incidents/features';
import { ask } from '../browser/fetching';
import type { Source, Wanted } from './source';
import { mercatorX, mercatorY } from '../incidents/mercator';

export interface Square {
  z: number;
  x: number;
  y: number;
}

/** The content of tree.json. */
export interface TreeFile {
  /** The zoom of the topmost square, which is the whole world; so is the only one of each zoom below. */
  first: number;
  areas: number[];
  /** For each square, level by level, which of the four below it there are, as a hexadecimal digit. */
  below: string;
}

/** Cells of the grid are so many levels finer than a map's zoom; the server says the same. */
const CELL_LEVELS = 2;
const KEPT = 256; // squares

const keyOf = ({ z, x, y }: Square): string => `${z}/${x}/${y}`;

/** Which squares there are, and which of them show a part of the map. Pure. */
export class Tree {
  private readonly below = new Map<string, number>();
  readonly areas: number[];
  private readonly first: number;

  constructor({ first, areas, below }: TreeFile) {
    this.first = first;
    this.areas = areas;
    const squares: Square[] = [{ z: first, x: 0, y: 0 }];
    for (const digit of below) {
      const square = squares.shift();
      if (!square) throw new Error('tree.json has more squares than it names');
      const corners = parseInt(digit, 16);
      this.below.set(keyOf(square), corners);
      for (let corner = 0; corner < 4; corner++) {
        if (corners & (1 << corner)) squares.push(childOf(square, corner));
      }
    }
  }

  /** The squares for a zoom that meet a box (west, south, east, north, degrees); east may be beyond ±180. */
  under(zoom: number, [west, south, east, north]: Wanted['bbox']): Square[] {
    if (zoom < this.first) return [{ z: Math.max(zoom, 0), x: 0, y: 0 }];
    const found = new Map<string, Square>();
    const visit = (square: Square): void => {
      const { z, x, y } = square;
      const side = 2 ** (z - this.first);
      const meets =
        y <= mercatorY(south) * side && y + 1 > mercatorY(north) * side &&
        [-1, 0, 1].some((turn) => (x + turn * side) <= mercatorX(east) * side && (x + 1 + turn * side) > mercatorX(west) * side);
      if (!meets) return;
      const corners = this.below.get(keyOf(square)) ?? 0;
      if (z >= zoom || corners === 0) {
        found.set(keyOf(square), square);
        return;
      }
      for (let corner = 0; corner < 4; corner++) if (corners & (1 << corner)) visit(childOf(square, corner));
    };
    visit({ z: this.first, x: 0, y: 0 });
    return [...found.values()];
  }

  /** Which file of areas is for a zoom. */
  areasAt(zoom: number): number | undefined {
    return this.areas.filter((z) => z <= zoom).pop() ?? this.areas[0];
  }
}

function childOf({ z, x, y }: Square, corner: number): Square {
  return { z: z + 1, x: 2 * x + (corner & 1), y: 2 * y + (corner >> 1) };
}

export class StaticViewSource implements Source {
  readonly whole = false;

  holds(): boolean {
    return false;
  }
  private tree: Promise<Tree> | undefined;
  private readonly loaded = new Map<string, Promise<FeatureCollection>>();

  constructor(
    private readonly views: StaticViewsConfig,
    private readonly base: string = document.baseURI,
  ) {}

  async load({ zoom, bbox }: Wanted, signal: AbortSignal): Promise<FeatureCollection> {
    const tree = await this.plan();
    signal.throwIfAborted();
    const level = Math.floor(zoom);
    const parts = await Promise.all([
      ...(tree.areas.length > 0 ? [this.part(this.views.tiles.replace('{z}/{x}/{y}', `areas/${tree.areasAt(level)}`))] : []),
      ...tree.under(level, bbox).map(({ z, x, y }) =>
        this.part(this.views.tiles.replace('{z}', String(z)).replace('{x}', String(x)).replace('{y}', String(y))),
      ),
    ]);
    const features = new Map<string, Feature | Gathered>();
    for (const part of parts) for (const feature of part.features) features.set(feature.id, feature);
    return { type: 'FeatureCollection', features: [...features.values()], level: level + CELL_LEVELS };
  }

  /** Files do not change while they are looked at. */
  change(): void {}
  reset(): void {}

  private plan(): Promise<Tree> {
    this.tree ??= ask(this.views.tree, 'application/json').then(async (answer) => new Tree((await answer.json()) as TreeFile));
    this.tree.catch(() => (this.tree = undefined)); // it is asked for again
    return this.tree;
  }

  private part(address: string): Promise<FeatureCollection> {
    let part = this.loaded.get(address);
    if (!part) {
      part = this.fetch(address);
      this.loaded.set(address, part);
      part.catch(() => this.loaded.delete(address));
      if (this.loaded.size > KEPT) this.loaded.delete(this.loaded.keys().next().value!);
    }
    return part;
  }

  /** Loads a file, in which the addresses of pages are relative to it. */
  private async fetch(address: string): Promise<FeatureCollection> {
    const { href } = new URL(address, this.base);
    const part = await loadFeatures(href, new AbortController().signal);
    for (const feature of part.features) {
      if (!isGathered(feature) && feature.properties.url) feature.properties.url = new URL(feature.properties.url, href).href;
    }
    return part;
  }
}
