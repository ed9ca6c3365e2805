/**
 * The basemap in Leaflet: a GridLayer whose tiles are canvases. Its tiles are 512 CSS
 * pixels wide, so a map at zoom z shows source tiles of zoom z - 1: a quarter of
 * the requests, with lines that are fine enough on dense screens. Beyond the source's
 * last zoom the part of a source tile that is seen is painted larger, not stretched.
 */
import * as L from './leaflet';
import { BLEED, paintTile } from '../basemap/paint';
import { sourceOf, type Window } from '../basemap/window';
import type { deepest } from '../basemap/coverage';
import type { Loan, TileSource } from '../basemap/source';
import { palettes, type Scheme } from '../basemap/style';
import type { PlaceName, Tile } from '../basemap/tile';
import type { BasemapConfig } from '../story/config';
import type { Label } from '../basemap/labels';

const TILE_SIZE = 512;
const ZOOM_OFFSET = -1;
/** Device pixels drawn for a CSS pixel, at most: more costs memory and is not seen. */
export const MAX_PIXEL_RATIO = 2;
const STRETCH = 1.19; // between two zoom levels a tile is drawn up to this much larger (2^¼)

interface Drawn {
  canvas: HTMLCanvasElement;
  zoom: number;
  window: Window;
  loan: Loan;
  /** Set once the tile has come. */
  tile?: Tile | undefined;
  /** Where the tile stands, not wrapped at the antimeridian; set once it is on the map. */
  coords?: L.Coords;
}

export class BasemapLayer extends L.GridLayer {
  private readonly drawn = new Map<HTMLElement, Drawn>();

  constructor(
    private readonly source: TileSource,
    private readonly basemap: Pick<BasemapConfig, 'maxZoom' | 'coverage'>,
    private scheme: Scheme,
    private readonly deepestOf?: typeof deepest,
  ) {
    super({ tileSize: TILE_SIZE, updateWhenZooming: false, keepBuffer: 1 });
    this.on('tileload', (e: L.TileEvent) => {
      const drawn = this.drawn.get(e.tile);
      if (drawn) drawn.coords = e.coords;
    });
    this.on('tileunload', (e: L.TileEvent) => {
      this.drawn.get(e.tile)?.loan.release();
      this.drawn.delete(e.tile);
    });
  }

  protected override createTile(coords: L.Coords, done: L.DoneCallback): HTMLElement {
    const canvas = document.createElement('canvas');
    const { maxZoom, coverage } = this.basemap;
    const last = coverage && this.deepestOf ? this.deepestOf({ ...coords, z: coords.z + ZOOM_OFFSET }, coverage) : maxZoom;
    const { address, window } = sourceOf(coords, ZOOM_OFFSET, last);
    const drawn: Drawn = { canvas, zoom: coords.z, window, loan: this.source.borrow(address) };
    this.drawn.set(canvas, drawn);
    drawn.loan.tile.then(
      (tile) => {
        drawn.tile = tile;
        this.paint(drawn);
        done(undefined, canvas);
      },
      (error: Error) => done(error, canvas),
    );
    return canvas;
  }

  setScheme(scheme: Scheme): void {
    this.scheme = scheme;
    this.drawn.forEach((drawn) => this.paint(drawn));
  }

  /** The place names of the tiles that have come for a zoom, in its pixels. Between two zoom levels, tiles are those of the nearer. */
  labels(zoom: number): Label[] {
    const level = Math.round(zoom);
    const size = TILE_SIZE * 2 ** (zoom - level);
    return [...this.drawn.values()].flatMap(({ tile, window, coords }) =>
      coords?.z === level ? (tile?.places ?? []).flatMap((place) => labelOf(place, window, coords, size)) : [],
    );
  }

  private paint({ canvas, tile, window, zoom }: Drawn): void {
    const ratio = Math.min(devicePixelRatio * STRETCH, MAX_PIXEL_RATIO);
    canvas.width = canvas.height = Math.ceil((TILE_SIZE + BLEED) * ratio);
    canvas.style.width = canvas.style.height = `${canvas.width / ratio}px`;
    const ctx = canvas.getContext('2d');
    if (!ctx) return;
    ctx.scale(ratio, ratio);
    paintTile(ctx, tile, TILE_SIZE, window, palettes[this.scheme], zoom);
  }
}

/** The label, if the part of its tile that is shown holds it. */
function labelOf(place: PlaceName, window: Window, coords: L.Coords, size: number): Label[] {
  const x = (place.x - window.x) / window.side;
  const y = (place.y - window.y) / window.side;
  if (x < 0 || x >= 1 || y < 0 || y >= 1) return [];
  return [{ ...place, x: (coords.x + x) * size, y: (coords.y + y) * size }];
}
