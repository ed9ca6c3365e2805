/** A small map of where the view lies, beside a view that is too small to tell. It is loaded once the map is there. */
import type * as L from '../leaflet/leaflet';
import { COVERS_CHANGE } from '../leaflet/frame';
import type { TileSource } from '../basemap/source';
import type { Palette } from '../basemap/style';
import type { Tile } from '../basemap/tile';
import type { Window } from '../basemap/window';
import { frameOf, tilesOf, type Frame } from './frame';

/** What a locator is made of; the map's script has all of it. */
export interface Parts {
  map: L.Map;
  source: TileSource;
  paint: (ctx: CanvasRenderingContext2D, tile: Tile | undefined, size: number, window: Window, palette: Palette, zoom: number) => void;
  palette: () => Palette;
  font: string;
  /** The last zoom of which there are all tiles, where not all are published. */
  lastZoom?: number | undefined;
}

const SIZE = { width: 132, height: 104 };
const MARGIN = 10;
const BELOW = 34; // above the names of the makers
const LEAST_BOX = 7; // of the view's box, in CSS pixels
const WHOLE: Window = { x: 0, y: 0, side: 1 };
const LAST_ZOOM = 5;

export type Locate = (parts: Parts) => Promise<void>;

/** The view, in worlds. */
function viewOf(map: L.Map): Frame {
  const world = 256 * 2 ** map.getZoom();
  const { min, max } = map.getPixelBounds() as { min: L.Point; max: L.Point };
  return { left: min.x / world, top: min.y / world, width: (max.x - min.x) / world, height: (max.y - min.y) / world };
}

/** Makes a locator, which follows the map. */
export const locate: Locate = async (parts) => {
  const { map, source } = parts;
  const box = map.getContainer();
  const canvas = document.createElement('canvas');
  canvas.className = 'locator leaflet-control';
  canvas.setAttribute('aria-hidden', 'true');
  canvas.hidden = true;
  box.append(canvas);
  let run = 0;
  const draw = async (): Promise<void> => {
    const now = ++run;
    const view = viewOf(map);
    const frame = frameOf(view, SIZE.width / SIZE.height);
    const before = canvas.className + canvas.hidden;
    canvas.hidden = !frame || !placed(canvas, box);
    if (canvas.className + canvas.hidden !== before) map.fire(COVERS_CHANGE); // what is written makes way
    if (!frame || canvas.hidden) return;
    const world = SIZE.width / frame.width;
    const zoom = Math.min(Math.max(Math.round(Math.log2(world / 256)), 0), parts.lastZoom ?? LAST_ZOOM);
    const wanted = tilesOf(frame, zoom);
    const tiles = await Promise.all(wanted.map(({ x, y }) => source.borrow({ z: zoom, x, y }).tile.catch(() => undefined)));
    if (now !== run) return;
    const ratio = Math.min(devicePixelRatio, 2);
    canvas.width = SIZE.width * ratio;
    canvas.height = SIZE.height * ratio;
    const ctx = canvas.getContext('2d');
    if (!ctx) return;
    const side = world / 2 ** zoom;
    const palette = parts.palette();
    wanted.forEach(({ column, y }, i) => {
      ctx.setTransform(ratio, 0, 0, ratio, (column * side - frame.left * world) * ratio, (y * side - frame.top * world) * ratio);
      ctx.save();
      ctx.beginPath();
      ctx.rect(0, 0, side + 1, side + 1);
      ctx.clip();
      parts.paint(ctx, tiles[i], side, WHOLE, palette, zoom + 1);
      ctx.restore();
    });
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    name(ctx, frame, world, countries(wanted, tiles, zoom), palette, parts.font);
    const width = Math.max(view.width * world, LEAST_BOX);
    const height = Math.max(view.height * world, LEAST_BOX);
    ctx.setLineDash([]);
    ctx.lineWidth = 2;
    ctx.strokeStyle = palette.grave;
    ctx.strokeRect((view.left + view.width / 2 - frame.left) * world - width / 2, (view.top + view.height / 2 - frame.top) * world - height / 2, width, height);
  };
  map.on('moveend', () => window.setTimeout(() => void draw())); // once marks stand where they stay
  await draw();
};

/** Puts the locator where it covers no mark: above at the right, or below; false where it would there, too. */
function placed(canvas: HTMLElement, box: HTMLElement): boolean {
  const { left, top, width, height } = box.getBoundingClientRect();
  const marks = [...box.querySelectorAll('.mark.leaflet-marker-icon, .bubble')].map((mark) => mark.getBoundingClientRect());
  const x = left + width - SIZE.width - MARGIN;
  for (const low of [false, true]) {
    const y = low ? top + height - SIZE.height - BELOW : top + MARGIN;
    if (marks.some((mark) => mark.right > x && mark.left < x + SIZE.width && mark.bottom > y && mark.top < y + SIZE.height)) continue;
    canvas.classList.toggle('low', low);
    return true;
  }
  return false;
}

interface Country {
  name: string;
  x: number;
  y: number;
}

function countries(wanted: { column: number; y: number }[], tiles: (Tile | undefined)[], zoom: number): Country[] {
  const side = 2 ** zoom;
  return wanted.flatMap(({ column, y }, i) =>
    (tiles[i]?.places ?? []).filter((place) => place.class === 'country').map((place) => ({ name: place.name, x: (column + place.x) / side, y: (y + place.y) / side })));
}

/** Writes the name of the country whose label is nearest to the middle, where it fits. */
function name(ctx: CanvasRenderingContext2D, frame: Frame, world: number, all: Country[], palette: Palette, font: string): void {
  const off = ({ x, y }: Country): number => Math.hypot(x - frame.left - frame.width / 2, y - frame.top - frame.height / 2);
  ctx.font = `600 10px ${font}`;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  for (const country of [...all].sort((a, b) => off(a) - off(b))) {
    const half = ctx.measureText(country.name).width / 2 + 3;
    const [x, y] = [(country.x - frame.left) * world, (country.y - frame.top) * world];
    if (x < half || x > SIZE.width - half || y < 8 || y > SIZE.height - 8) continue;
    ctx.lineWidth = 3;
    ctx.strokeStyle = palette.halo;
    ctx.fillStyle = palette.textQuiet;
    ctx.strokeText(country.name, x, y);
    ctx.fillText(country.name, x, y);
    return;
  }
}
