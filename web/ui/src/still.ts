/**
 * The first paint of the map: the SVG that the server put into the page, taken apart. Lengths are in
 * its own units; web/still/vector.go writes it. Pure but for the parser that it is given.
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

/** Takes a picture apart; undefined when it is none of these. */
export function readStill(src: string | undefined, parser: Pick<DOMParser, 'parseFromString'>): Still | undefined {
  if (!src?.startsWith(PREFIX)) return undefined;
  const svg = parser.parseFromString(decodeURIComponent(src.slice(PREFIX.length)), 'image/svg+xml').documentElement;
  const base = svg.querySelector('#base');
  const pair = (name: string): [number, number] => (svg.getAttribute(`data-${name}`) ?? '').split(' ').map(Number) as [number, number];
  const world = Number(svg.getAttribute('data-world'));
  const style = svg.querySelector('style')?.textContent ?? '';
  if (!base || !(world > 0)) return undefined;
  const middle = pair('middle');
  const names = [...svg.querySelectorAll('#names > g')].map((group): StillName => {
    const text = group.querySelector('text')!;
    const [, x, y] = /--x:(-?\d+);--y:(-?\d+)/.exec(group.getAttribute('style') ?? '') ?? [];
    return {
      name: text.textContent ?? '',
      class: (text.getAttribute('class') ?? '') as PlaceClass,
      rank: Number(text.getAttribute('data-rank')),
      x: middle[0] + Number(x) / world,
      y: middle[1] + Number(y) / world,
    };
  });
  base.querySelector('#areas')?.remove(); // which the map draws itself
  // The base itself fills its image; the rules that place it among the rest do not apply to it.
  const alone = `<svg xmlns='http://www.w3.org/2000/svg' viewBox='${base.getAttribute('viewBox')}' preserveAspectRatio='none'><style>${style}</style><rect class='w' width='100%' height='100%'/>${base.innerHTML}</svg>`;
  return { world, box: pair('box'), size: pair('size'), middle, base: PREFIX + encodeURIComponent(alone), names };
}

/** The zoom at which the box fits an element, as the style of the picture has it, within what the map allows. */
export function fittingZoom({ world, box }: Still, width: number, height: number, least: number, most: number): number {
  const zoom = Math.log2((world * Math.min(width / box[0], height / box[1])) / 256);
  return Math.min(Math.max(zoom, least), most);
}
