/** The forms of the API, as the desk reads and writes them; see package edit. */
import type { Shape } from '../../story/config';

export type Text = Record<string, string>;

export type Position = [number, number];

/** A GeoJSON geometry; positions are longitude, latitude in degrees. */
export interface Geometry {
  type: string;
  coordinates?: unknown;
  geometries?: Geometry[];
}

export interface Figure {
  id?: string;
  group: string;
  outcome: string;
  low?: number;
  best?: number;
  high?: number;
  claim?: string;
  source?: string;
  counted_in?: { incident: string; casualty: string };
}

export interface Claim {
  id?: string;
  field: string;
  value: string;
  source: string;
  passage?: string;
  start?: number;
  end?: number;
  paraphrase?: Text;
  stance: string;
}

export interface Source {
  id?: string;
  publisher?: Text;
  url?: string;
  published?: string;
  retrieved?: string;
  lang?: string;
  kind?: string;
  attribution?: string;
  reason?: Text;
  via?: string;
  hash?: string;
  archive?: string;
}

export interface Media {
  id?: string;
  kind: string;
  hash: string;
  /** Pixels. */
  width: number;
  height: number;
  link?: string;
  alt: Text;
  credit: Text;
  licence: { name: string; url?: string };
  warning?: Text;
  /** An editor's word that nothing in it tells where it was taken. */
  shows_no_place?: boolean;
}

export interface Incident {
  id?: string;
  url?: string;
  revision?: number;
  seq?: number;
  updated?: string;
  author?: string;
  class?: string;
  kind: string;
  title: Text;
  summary?: Text;
  start?: string;
  end?: string;
  zone?: string;
  time_precision?: string;
  basis?: string;
  geometry?: Geometry | null;
  place?: Text;
  precision?: string;
  radius_m?: number;
  gazetteer_id?: string;
  admin?: Record<string, unknown>;
  method?: { by?: string; query?: string; score?: number; reasons?: string[] };
  disclosure?: string;
  casualties?: Figure[];
  claims?: Claim[];
  sources?: Source[];
  relations?: { type: string; incident: string }[];
  media?: Media[];
  extra?: Record<string, string>;
  origin?: { key?: string; file?: string; row?: number };
  workflow: string;
  verification?: string;
  disposition?: string;
  publish_at?: string;
  /** When readers will see what was written; not there where they do, or nothing is to be published. */
  due?: string;
}

export interface Written {
  id: string;
  seq: number;
  revision: number;
  url: string;
  incident: Incident;
}

export interface Revision {
  revision: number;
  seq: number;
  time: string;
  kind: string;
  author?: string;
  note?: Text;
  incident: Incident;
}

export interface Layer {
  id: string;
  title: Text;
  symbol: { shape: Shape; color: string };
  filter: { classes?: string[]; kinds?: string[]; outcomes?: string[] };
}

/** A kind that the story declares besides the server's. */
export interface StoryKind {
  id: string;
  title: Text;
  class: string;
  shape: Shape;
  acled_event?: string;
  acled_sub_event?: string;
  cameo?: string;
  iptc?: string;
  ucdp?: string;
  emdat?: string;
  glide?: string;
}

export interface Step {
  title: Text;
  text?: Text;
  /** Degrees: west, south, east, north; or longitude and latitude with a zoom. */
  view?: { bbox?: [number, number, number, number]; center?: [number, number]; zoom?: number };
  incident?: string;
  filter?: { layers?: string[]; from?: string; to?: string };
}

/** What editors choose of a story's map. */
export interface MapChoice {
  /** Ids of incidents, the first first. */
  leads?: string[];
  /** By the ids of leads, what is told of them in place of their titles. */
  captions?: Record<string, Text>;
  /** By names of places as the map writes them. */
  labels?: Record<string, LabelRule>;
  show?: string;
  measure?: string;
  size?: string;
}

export type LabelRule = 'pin' | 'hide';

export interface Story {
  slug: string;
  title: Text;
  summary?: Text;
  languages: string[];
  zone: string;
  /** West, south, east, north in degrees. */
  view: { bbox: [number, number, number, number] };
  credit?: Text;
  licence?: { name?: string; url?: string };
  layers: Layer[];
  kinds?: StoryKind[];
  steps?: Step[];
  policy?: Record<string, unknown> & { disclosure?: string; grid_m?: number };
  map?: MapChoice;
  publication?: string;
  as_of?: string;
}

/** Why something was found, taken or left out. */
export interface Reason {
  /** Nothing for one that is said in English alone. */
  code?: string;
  words: Text;
}

export interface Candidate {
  name: string;
  /** The name with what holds it: "Tapalpa, Jalisco, Mexico". */
  label?: string;
  place?: Text;
  geometry: Geometry | null;
  precision: string;
  radius_m?: number;
  gazetteer_id?: string;
  admin?: Record<string, unknown>;
  score: number;
  /** In English. */
  reasons?: string[];
  explained?: Reason[];
}

/** What readers would see change, and the words that may still say the old. */
export interface Check {
  warnings: StaleWords[] | null;
  story: StaleWords[] | null;
  /** As features; null for nothing. */
  readers: { before: Feature | null; after: Feature | null; fields: { field: string; old: unknown; new: unknown }[] | null };
}

export interface Feature {
  properties?: Record<string, unknown>;
}

export interface StaleWords {
  field: string;
  lang: string;
  words: string;
  start?: number;
  end?: number;
  old?: unknown;
  new?: unknown;
  of?: string;
}

/** Gives a text in the wanted language, or in another that it has. */
export function textIn(text: Text | undefined, ...langs: string[]): string {
  if (!text) return '';
  for (const lang of langs) if (text[lang]) return text[lang];
  return Object.values(text).find((s) => s) ?? '';
}
