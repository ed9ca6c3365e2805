/** The GeoJSON that the server sends, as far as the map reads it. Positions are lon, lat. */

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

export interface Properties {
  class: string;
  kind: string;
  layers?: string[];
  title: string;
  lang?: string;
  place?: string;
  start?: string;
  precision: string;
  radius_m?: number;
}

export interface Feature {
  type: 'Feature';
  id: string;
  geometry: Geometry | null;
  properties: Properties;
}

export interface FeatureCollection {
  type: 'FeatureCollection';
  features: Feature[];
}

/** Loads the incidents; an answer that is not a collection is an error. */
export async function loadFeatures(address: string, signal: AbortSignal): Promise<Feature[]> {
  const answer = await fetch(address, { signal, headers: { Accept: 'application/geo+json' } });
  if (!answer.ok) throw new Error(`${address}: HTTP ${answer.status}`);
  const body = (await answer.json()) as Partial<FeatureCollection>;
  if (!Array.isArray(body.features)) throw new Error(`${address}: not a FeatureCollection`);
  return body.features;
}
