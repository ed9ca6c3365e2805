/**
 * What is to be drawn: incidents gathered by the place they share, with the form that
 * their precision allows. Only an exact, near or locality precision is ever a symbol at
 * a point; a state-level claim is the state's area, never a pin.
 */
import type { Feature, Geometry, Position, Ring } from './features';

export interface Incident {
  id: string;
  title: string;
  /** The language of the title. */
  lang: string;
  kind: string;
  place: string;
  precision: string;
  /** The day it began, "2026-02-22" in the story's own zone, or empty. */
  day: string;
  layers: string[];
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

export interface Model {
  places: Place[];
  incidents: Map<string, Incident>;
}

const pointPrecisions = new Set(['exact', 'near', 'locality']);

/** Background is listed in its own section of the page, and kept off the map and its counts. */
export function buildModel(features: Feature[], defaultLang: string): Model {
  const places = new Map<string, Place>();
  const incidents = new Map<string, Incident>();
  for (const feature of features) {
    if (feature.properties.class === 'background') continue;
    const incident = readIncident(feature, defaultLang);
    incidents.set(incident.id, incident);
    for (const form of formsOf(feature)) {
      const key = placeKey(form);
      const place = places.get(key);
      if (!place) places.set(key, { key, form, incidents: [incident] });
      else if (!place.incidents.includes(incident)) place.incidents.push(incident);
    }
  }
  return { places: [...places.values()], incidents };
}

function readIncident(feature: Feature, defaultLang: string): Incident {
  const p = feature.properties;
  return {
    id: feature.id,
    title: p.title,
    lang: p.lang ?? defaultLang,
    kind: p.kind,
    place: p.place ?? '',
    precision: p.precision,
    // The server writes the start with the story zone's offset, so its first ten characters are the local day.
    day: p.start?.slice(0, 10) ?? '',
    layers: p.layers ?? [],
  };
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
