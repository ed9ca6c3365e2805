/**
 * What is to be drawn: incidents gathered by the place they share, with the form that
 * their precision allows. Only an exact, near or locality precision is ever a symbol at
 * a point; a state-level claim is the state's area, never a pin.
 */
import type { Figure } from './figure';
import { searchWords } from './search';
import { isGathered, type ColumnValue, type Feature, type Gathered, type Geometry, type Position, type Properties, type Ring, type TimePrecision } from './features';

export interface Incident {
  id: string;
  title: string;
  /** The language of the title. */
  lang: string;
  kind: string;
  className: string;
  place: string;
  /** The state, where it is known. */
  admin1: string;
  /** The code of the country, ISO 3166-1. */
  country: string;
  precision: string;
  dead: Figure;
  /** The day it began, "2026-02-22" in the story's own zone, or empty. */
  day: string;
  layers: string[];
  /** Its values of the story's columns, by their names. */
  columns: Record<string, ColumnValue>;
  /** The address of its page; empty where the server gives none. */
  url: string;
  verification: string;
  disposition: string;
  /** It is kept off the map and its counts. */
  isBackground: boolean;
  /** Neither retracted nor merged into another. */
  isCounted: boolean;
  /** Its known time, in milliseconds since 1970. */
  start: number | undefined;
  end: number | undefined;
  timePrecision: TimePrecision;
  /** The number of its newest change. */
  seq: number;
  geometry: Geometry | null;
  /** The words that it is found by. */
  searched: () => string[];
}

export type Form =
  /** Symbols at a point, which lies within radius metres of the true spot. */
  | { type: 'spot'; at: Position; radius: number }
  /** An area without an outline: a circle of radius metres, with a tag. */
  | { type: 'circle'; at: Position; radius: number }
  /** An outlined area, with a tag; one that is a whole country is hatched. */
  | { type: 'area'; polygons: Ring[][]; country: boolean }
  /** A line; a journey's line joins its ends and is not the route taken. */
  | { type: 'line'; lines: Position[][]; journey: boolean };

export interface Place {
  /** The same for the same place. */
  key: string;
  form: Form;
  /** In reading order. */
  incidents: Incident[];
}

/** Incidents that are drawn as one, as there are too many to draw each. */
export interface Gathering {
  id: string;
  form: Form;
  count: number;
  dead: Figure;
  /** The most frequent kind. */
  kind: string;
  precision: string;
  /** The first zoom at which they come apart; undefined when they never do. */
  splitsAt: number | undefined;
}

export interface Model {
  places: Place[];
  incidents: Map<string, Incident>;
  gatherings: Gathering[];
}

const pointPrecisions = new Set(['exact', 'near', 'as_given', 'locality']);

/** Background is listed in its own section of the page, and kept off the map and its counts. */
export function buildModel(features: (Feature | Gathered)[], defaultLang: string): Model {
  const places = new Map<string, Place>();
  const incidents = new Map<string, Incident>();
  const gatherings: Gathering[] = [];
  for (const feature of features) {
    if (isGathered(feature)) {
      gatherings.push(...gatheringsOf(feature));
      continue;
    }
    const incident = readIncident(feature, defaultLang);
    incidents.set(incident.id, incident);
    if (incident.isBackground) continue;
    for (const form of formsOf(feature)) {
      const key = placeKey(form);
      const place = places.get(key);
      if (!place) places.set(key, { key, form, incidents: [incident] });
      else if (!place.incidents.includes(incident)) place.incidents.push(incident);
    }
  }
  return { places: [...places.values()], incidents, gatherings };
}

function gatheringsOf({ id, geometry, properties: p }: Gathered): Gathering[] {
  // Points that are gathered are in the middle of theirs, whatever each one's precision.
  const precision = p.precision ?? 'as_given';
  return formsOfGeometry(geometry, precision, 0).map((form) => ({
    id,
    form,
    count: p.count,
    dead: { best: p.fatalities, low: p.fatalities_low, high: p.fatalities_high },
    kind: p.kinds[0]?.kind ?? '',
    precision,
    splitsAt: p.splits_at,
  }));
}

function readIncident(feature: Feature, defaultLang: string): Incident {
  const p = feature.properties;
  return {
    id: feature.id,
    title: p.title,
    lang: p.lang ?? defaultLang,
    kind: p.kind,
    className: p.class,
    place: p.place ?? '',
    admin1: p.admin1 ?? '',
    country: p.country ?? '',
    dead: deadOf(p),
    precision: p.precision,
    // The server writes the start with the story zone's offset, so its first ten characters are the local day.
    day: p.start?.slice(0, 10) ?? '',
    layers: p.layers ?? [],
    columns: Object.fromEntries(Object.entries(p).filter(([name, value]) => name.startsWith('x_') && value !== null)),
    url: p.url ?? '',
    verification: p.verification ?? '',
    disposition: p.disposition ?? 'active',
    isBackground: p.class === 'background',
    isCounted: p.disposition !== 'retracted' && p.disposition !== 'merged',
    start: instant(p.start),
    end: instant(p.end),
    timePrecision: p.time_precision ?? 'unknown',
    seq: p.seq ?? 0,
    geometry: feature.geometry,
    searched: once(() => searchWords([p.title, p.summary, p.place, p.note, p.admin1, p.admin2, ...(p.sources ?? []).map((s) => s.publisher)].join('\n'))),
  };
}

/** How many died, at once or later, by what the sources say together. */
function deadOf(p: Properties): Figure {
  const sum = (a: number | undefined, b: number | undefined): number | undefined => (a === undefined && b === undefined ? undefined : (a ?? 0) + (b ?? 0));
  const low = sum(p.killed_low, p.died_later_low);
  const high = p.killed_low !== undefined && p.killed_high === undefined ? undefined : sum(p.killed_high, p.died_later_high);
  return { best: low === high ? low : undefined, low, high };
}

function instant(text: string | undefined): number | undefined {
  return text ? Date.parse(text) : undefined;
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

function formsOf(feature: Feature): Form[] {
  const { geometry, properties } = feature;
  return geometry ? formsOfGeometry(geometry, properties.precision, properties.radius_m ?? 0) : [];
}

function formsOfGeometry(geometry: Geometry, precision: string, radius: number): Form[] {
  switch (geometry.type) {
    case 'Point':
      return [{ type: pointPrecisions.has(precision) ? 'spot' : 'circle', at: geometry.coordinates, radius }];
    case 'MultiPoint':
      return geometry.coordinates.flatMap((coordinates) =>
        formsOfGeometry({ type: 'Point', coordinates }, precision, radius),
      );
    case 'LineString':
      return [{ type: 'line', lines: [geometry.coordinates], journey: precision === 'in_transit' }];
    case 'MultiLineString':
      return [{ type: 'line', lines: geometry.coordinates, journey: precision === 'in_transit' }];
    case 'Polygon':
      return [{ type: 'area', polygons: [geometry.coordinates], country: precision === 'country' }];
    case 'MultiPolygon':
      return [{ type: 'area', polygons: geometry.coordinates, country: precision === 'country' }];
    case 'GeometryCollection':
      return geometry.geometries.flatMap((part) => formsOfGeometry(part, precision, radius));
    default:
      return []; // a type that a newer server may know
  }
}

function placeKey(form: Form): string {
  return JSON.stringify(form);
}
