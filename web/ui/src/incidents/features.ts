/** The GeoJSON that the server sends, as far as the map reads it. Positions are lon, lat. */
import { ask } from '../browser/fetching';

export type Position = [number, number];
export type Ring = Position[];

export type Geometry =
  | { type: 'Point'; coordinates: Position }
  | { type: 'MultiPoint'; coordinates: Position[] }
  | { type: 'LineString'; coordinates: Position[] }
  | { type: 'MultiLineString'; coordinates: Position[][] }
  | { type: 'Polygon'; coordinates: Ring[] }
  | { type: 'MultiPolygon'; coordinates: Ring[][] }
  | { type: 'GeometryCollection'; geometries: Geometry[] };

/** The value of a column of the story. */
export type ColumnValue = string | number | boolean;

/** How exactly a time is known. */
export type TimePrecision = 'minute' | 'hour' | 'part_of_day' | 'day' | 'week' | 'month' | 'year' | 'unknown';

export interface Properties {
  /** Columns of the story. */
  [column: `x_${string}`]: ColumnValue | undefined;
  class: string;
  kind: string;
  layers?: string[];
  title: string;
  summary?: string;
  note?: string;
  lang?: string;
  place?: string;
  admin1?: string;
  admin2?: string;
  country?: string;
  /** Each also without low or high where these are one; not there where nobody is meant. */
  killed_low?: number;
  killed_high?: number;
  died_later_low?: number;
  died_later_high?: number;
  start?: string;
  end?: string;
  time_precision?: TimePrecision;
  verification?: string;
  /** The number of its newest change. */
  seq?: number;
  sources?: { publisher?: string }[];
  url?: string;
  precision: string;
  radius_m?: number;
  disposition?: string;
  /** When it first became public, and when this state of it was written. */
  published?: string;
  updated?: string;
}

export interface Feature {
  type: 'Feature';
  id: string;
  geometry: Geometry | null;
  properties: Properties;
}

/** Several incidents as one feature: those in a cell of the server's grid, or those of one area. */
export interface Gathered {
  type: 'Feature';
  id: string;
  geometry: Geometry;
  properties: {
    cluster: true;
    count: number;
    /** All who died, at once or later, by what the sources say together: without one number where they differ. */
    fatalities?: number;
    fatalities_low?: number;
    fatalities_high?: number;
    /** The most frequent kinds, the first the most. */
    kinds: { kind: string; count: number }[];
    /** How exactly the place is known; for those of one area. */
    precision?: string;
    /** The first zoom at which they come apart; without it they never do. */
    splits_at?: number;
  };
}

export interface FeatureCollection {
  type: 'FeatureCollection';
  features: (Feature | Gathered)[];
  /** Up to which zoom the outlines are fine enough; without it, to any. */
  zoom?: number;
  /** What of the server's grid the gathered ones are cells of: 2^level cells a side. */
  level?: number;
  /** West, south, east, north: what the collection was asked for. */
  bbox?: [number, number, number, number];
}

export function isGathered(feature: Feature | Gathered): feature is Gathered {
  return (feature.properties as Partial<Gathered['properties']>).cluster === true;
}

/** Loads incidents; an answer that is not a collection is an error. */
export async function loadFeatures(address: string, signal: AbortSignal): Promise<FeatureCollection> {
  const answer = await ask(address, 'application/geo+json', signal);
  const body = (await answer.json()) as Partial<FeatureCollection>;
  if (!Array.isArray(body.features)) throw new Error(`${address}: not a FeatureCollection`);
  return body as FeatureCollection;
}
