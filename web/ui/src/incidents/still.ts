/**
 * The first paint of the map: the SVG that the server put into the page, taken apart. Lengths are in
 * its own units; web/staticmap/vector.go writes it. Pure.
 */
import type { PlaceClass } from '../basemap/tile';
import type { BBox } from './inside';
import { mercatorX, mercatorY } from './mercator';

export interface StillName {
  name: string;
  class: PlaceClass;
  rank: number;
  /** Worlds from the north-west corner of Web Mercator's square. */
  x: number;
  y: number;
}

export interface Still {
  /** Of a picture that has one scale on every screen. */
  zoom: number | undefined;
  /** How many units the world is wide. */
  world: number;
  /** The box that is shown whole: its width and height in units. */
  box: [number, number];
  /** The middle of the box, in worlds from the north-west corner. */
  middle: [number, number];
  /** The basemap alone, as the address of an image that fills its element. */
  base: string;
  /** The corners of the basemap, in worlds from the north-west corner: west, north, east, south. */
  corners: [number, number, number, number];
  names: StillName[];
}

const PREFIX = 'data:image/svg+xml,';
const BASE = /<svg id='base'.*? viewBox='([^']*)'.*?>(.*?)<g id='areas'>/s;
/** The names that are not written in it: x, y, class, rank and name of each. */
const UNWRITTEN = /<desc>(.*?)<\/desc>/s;
const EACH = /(-?\d+) (-?\d+) (\w*) (-?\d+) ([^|]*)\|/g;
const NAME = /<g style='--x:(-?\d+);--y:(-?\d+)'[^>]*>(?:<circle[^>]*>)?<text class='(\w*)' data-rank='(-?\d+)'[^>]*>([^<]*)</g;

/**
 * Takes a picture apart; undefined when it is none of these. It is read as text: a parsed document would
 * be held to the page's policy, which lets no styles in.
 */
export function readStill(src: string | undefined): Still | undefined {
  if (!src?.startsWith(PREFIX)) return undefined;
  const svg = decodeURIComponent(src.slice(PREFIX.length));
  const pair = (name: string): [number, number] => (new RegExp(`data-${name}='([^']*)'`).exec(svg)?.[1] ?? '').split(' ').map(Number) as [number, number];
  const [, viewBox, base] = BASE.exec(svg) ?? [];
  const [world] = pair('world');
  const [x, y] = pair('middle');
  if (base === undefined || !(world > 0)) return undefined;
  const names = [...svg.matchAll(NAME), ...(UNWRITTEN.exec(svg)?.[1] ?? '').matchAll(EACH)].map(([, dx, dy, kind, rank, name]): StillName => ({
    name: plain(name!), class: kind as PlaceClass, rank: Number(rank), x: x + Number(dx) / world, y: y + Number(dy) / world,
  }));
  // What is drawn may reach beyond the square of Web Mercator, where no map has a place for it: it is cut off there.
  const [width, height] = pair('size').map((length) => length / world) as [number, number];
  const north = Math.max(y - height / 2, 0);
  const south = Math.min(y + height / 2, 1);
  const [, , across, down] = viewBox!.split(' ').map(Number) as [number, number, number, number];
  const window = [0, ((north - y) / height + 0.5) * down, across, ((south - north) / height) * down].map((steps) => Number(steps.toFixed(3)));
  // The base itself fills its image; areas and marks the map draws itself.
  const style = /<style>.*?<\/style>/s.exec(svg)?.[0] ?? '';
  const alone = `<svg xmlns='http://www.w3.org/2000/svg' viewBox='${window.join(' ')}' preserveAspectRatio='none'>${style}<rect class='w' y='${window[1]}' width='100%' height='100%'/>${base}</svg>`;
  return {
    zoom: svg.includes(" data-zoom='") ? pair('zoom')[0] : undefined, world, box: pair('box'), middle: [x, y], base: PREFIX + encodeURIComponent(alone), corners: [x - width / 2, north, x + width / 2, south], names,
  };
}

/** A text without the escapes that Go's html/template writes. */
function plain(text: string): string {
  return text.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code))).replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');
}

/** The zoom at which the picture stands in an element: its own, or that at which the box fits, as its style has it, within what the map allows. */
export function fittingZoom({ zoom: own, world, box }: Still, width: number, height: number, least: number, most: number): number {
  if (own !== undefined) return own;
  const zoom = Math.log2((world * Math.min(width / box[0], height / box[1])) / 256);
  return Math.min(Math.max(zoom, least), most);
}

/** Whether a picture is that of a box in degrees: its middle and its sides are, to two units. */
export function showsBox({ world, box, middle }: Still, [west, south, east, north]: BBox): boolean {
  const across = (east < west ? east + 360 : east) - west; // across the antimeridian
  const [top, bottom] = [mercatorY(north), mercatorY(south)];
  const wanted = [mercatorX(west + across / 2), (top + bottom) / 2, across / 360, bottom - top];
  return [middle[0], middle[1], box[0] / world, box[1] / world].every((length, i) => Math.abs(length - wanted[i]!) * world <= 2);
}
