/**
 * What the server says to the map, in the page's `script#config` (data, so the content
 * security policy lets it stand inline).
 */
import type { Coverage } from '../basemap/coverage';
import type { Choice } from './choice';
import type { FeatureCollection } from '../incidents/features';

/** The outlines symbols may have; the server's table of kinds and the layers use them. */
export type Shape =
  | 'circle'
  | 'square'
  | 'diamond'
  | 'triangle'
  | 'wedge'
  | 'pentagon'
  | 'hexagon'
  | 'star'
  | 'cross';

export interface LayerConfig {
  id: string;
  title: string;
  shape: Shape;
  color: string;
}

export interface KindConfig {
  title: string;
  shape: Shape;
}

export interface BasemapConfig {
  /** Address of a Mapbox Vector Tile, with {z}, {x} and {y}. */
  url: string;
  maxZoom: number;
  /** The greatest zoom of the map, where it is not the usual one. */
  nearest?: number;
  /** HTML that names the makers of the data. */
  attribution: string;
  /** Which tiles there are, where the page is published as files; without it, all. */
  coverage?: Coverage;
}

/** Where the incidents of a part of the map are asked for. */
export interface ViewsConfig {
  /** Address of clusters and single incidents, to which zoom, bbox and layer are added. */
  url: string;
  /** Address of the list of a view's incidents, to which bbox and layer are added. */
  list: string;
  /** What the first view holds, so that it needs no request. */
  first: FeatureCollection;
}

/** The same of a story that is published as files. */
export interface StaticViewsConfig {
  /** Address of the file that lists which files there are. */
  tree: string;
  /** Address of a file, with {z}, {x} and {y}. */
  tiles: string;
}

/** Where counts by area are asked for, and what draws them. */
export interface DensityConfig {
  /** Address to which by, zoom and the words of filters are added. */
  url: string;
  script: string;
  /** Of a page that is published as files: the zooms of the files of each division, of all that the story has; url has {by} and {zoom}. */
  zooms?: Record<string, number[]>;
}

/** Where a story that goes on is followed; since is added to events and changes. */
export interface LiveConfig {
  events: string;
  changes: string;
  /** Address of what of the page changes with incidents, to which ids and v are added. */
  list: string;
}

/** The axis of the timeline. */
export interface TimeConfig {
  /** Seconds since 1970 at which buckets begin, and the end of the last. */
  edges: number[];
  /** Of the IANA database. */
  zone: string;
}

/** What is other where the page is framed by another. */
export interface EmbedConfig {
  /** Where the map begins. */
  view: { center?: { lon: number; lat: number }; zoom?: number; layers?: string[]; incident?: string };
  /** The state that is shown, where it is not the newest. */
  asOf?: string;
  /** The page shows less than the story has, and changes come without that filter. */
  filtered?: boolean;
}

/** What the story's editors chose of the map. */
export interface MapChoice extends Choice {
  /** Ids of the incidents that are told in words on the map. */
  leads?: string[];
  /** What is told of a lead in place of its title, in the page's language. */
  captions?: Record<string, string>;
  /** Names of places that are always written, or never. */
  labels?: Record<string, 'pin' | 'hide'>;
}

export interface Config {
  map?: MapChoice;
  story: string;
  lang: string;
  /** By which the server writes numbers (BCP 47), and so the client. */
  locale: string;
  seq: number;
  /** West, south, east, north, in degrees. */
  bbox: [number, number, number, number];
  /** Address of the GeoJSON of all incidents; without it there are too many, and views says what a view holds. */
  features?: string;
  /** What is at that address, as far as the map needs it, so that it need not be asked for. */
  whole?: FeatureCollection;
  views?: ViewsConfig | StaticViewsConfig;
  /** Address of the list of what a filter wants, to which its words are added; a page that is published as files has none. */
  list?: string;
  /** Not there where no server answers. */
  density?: DensityConfig;
  /** The script of the small map of where the view lies. */
  locator?: string;
  /** Address of the places of a name, to which q is added; not there where the server looks none up. */
  places?: string;
  /** Address of the script that pages do without until somebody uses it. */
  later?: string;
  /** Not there for a story that is finished. */
  live?: LiveConfig;
  /** Not there when all is of one time. */
  time?: TimeConfig;
  layers: LayerConfig[];
  kinds: Record<string, KindConfig>;
  precisions: Record<string, string>;
  /** Names of countries that are all that is known of a place, by their codes; those of what comes later are not among them. */
  countries?: Record<string, string>;
  basemap: BasemapConfig;
  messages: Record<string, string>;
  embed?: EmbedConfig;
}

export function readConfig(doc: Document): Config {
  const text = doc.getElementById('config')?.textContent;
  if (!text) throw new Error('the page has no script#config');
  return JSON.parse(text) as Config;
}

/** Says a message in the page's language; {name} stands for a value. */
export type Say = (key: string, values?: Record<string, string | number>) => string;

/** A missing message shows its key, so that it is noticed. */
export function sayer(messages: Record<string, string>): Say {
  return (key, values = {}) =>
    (messages[key] ?? key).replace(/\{(\w+)\}/g, (hole, name: string) => String(values[name] ?? hole));
}
