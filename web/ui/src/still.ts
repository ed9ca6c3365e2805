/**
 * The first paint of the map: the SVG that the server put into the page, taken apart. Lengths are in
 * its own units; web/still/vector.go writes it. Pure.
 */
import type { PlaceClass } from './basemap/tile';

export interface StillName {
  name: string;
  class: PlaceClass;
  rank: number;
  /** Worlds from the north-west corner of Web Mercator's square. */
  x: number;
  y: number;
}

export interface Still {
  /** How many units the world is wide. */
  world: number;
  /** The box that is shown whole: its width and height in units. */
  box: [number, number];
  /** All that is drawn: its width and height in units. */
  size: [number, number];
  /** The middle of both, in worlds from the north-west corner. */
  middle: [number, number];
  /** The basemap alone, as the address of an image that fills its element. */
  base: string;
  names: StillName[];
}

const PREFIX = 'data:image/svg+xml,';
const BASE = /<svg id='base'.*? viewBox='([^']*)'.*?>(.*?)<g id='areas'>/s;
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
  const middle = pair('middle');
  if (base === undefined || !(world > 0)) return undefined;
  const names = [...svg.matchAll(NAME)].map(([, x, y, kind, rank, name]): StillName => ({
    name: plain(name!), class: kind as PlaceClass, rank: Number(rank), x: middle[0] + Number(x) / world, y: middle[1] + Number(y) / world,
  }));
  // The base itself fills its image; areas and marks the map draws itself.
  const style = /<style>.*?<\/style>/s.exec(svg)?.[0] ?? '';
  const alone = `<svg xmlns='http://www.w3.org/2000/svg' viewBox='${viewBox}' preserveAspectRatio='none'>${style}<rect class='w' width='100%' height='100%'/>${base}</svg>`;
  return { world, box: pair('box'), size: pair('size'), middle, base: PREFIX + encodeURIComponent(alone), names };
}

/** A text without the escapes that Go's html/template writes. */
function plain(text: string): string {
  return text.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code))).replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');
}

/** The zoom at which the box fits an element, as the style of the picture has it, within what the map allows. */
export function fittingZoom({ world, box }: Still, width: number, height: number, least: number, most: number): number {
  const zoom = Math.log2((world * Math.min(width / box[0], height / box[1])) / 256);
  return Math.min(Math.max(zoom, least), most);
}
