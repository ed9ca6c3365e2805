/**
 * A basemap tile (Mapbox Vector Tile 2.1) as what is painted: rings and lines in units of
 * the tile's extent, and place labels in fractions of the tile. Layers: land, urban,
 * lakes (polygons), rivers, borders (lines), places (points).
 */
import { VectorTile, type VectorTileFeature, type VectorTileLayer } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';

export type AreaLayer = 'land' | 'urban' | 'lakes';
export type PlaceClass = 'country' | 'state' | 'capital' | 'city' | 'town' | 'village';

interface Point {
  x: number;
  y: number;
}

export interface Lines {
  /** The size of the tile in the units of its points. */
  extent: number;
  parts: Point[][];
}

export interface PlaceName {
  name: string;
  class: PlaceClass;
  /** A small rank is an important place. */
  rank: number;
  /** Position in the tile: 0, 0 is its north-west corner and 1, 1 its south-east. */
  x: number;
  y: number;
}

export interface Tile {
  areas: Record<AreaLayer, Lines>;
  rivers: Lines;
  /** Borders of countries, then of states. */
  borders: [Lines, Lines];
  places: PlaceName[];
}

/** Decodes a tile; names are those in the language where it has a name for the place. */
export function decodeTile(bytes: ArrayBuffer, lang: string): Tile {
  const { layers } = new VectorTile(new PbfReader(bytes));
  const linesOf = (name: string, wanted?: (f: VectorTileFeature) => boolean): Lines =>
    readLines(layers[name], wanted);
  return {
    areas: { land: linesOf('land'), urban: linesOf('urban'), lakes: linesOf('lakes') },
    rivers: linesOf('rivers'),
    borders: [
      linesOf('borders', (f) => f.properties['level'] === 0),
      linesOf('borders', (f) => f.properties['level'] !== 0),
    ],
    places: readPlaces(layers['places'], lang),
  };
}

function* featuresOf(layer: VectorTileLayer | undefined): Generator<VectorTileFeature> {
  for (let i = 0; i < (layer?.length ?? 0); i++) yield layer!.feature(i);
}

function readLines(layer: VectorTileLayer | undefined, wanted = (_: VectorTileFeature): boolean => true): Lines {
  const parts: Point[][] = [];
  for (const feature of featuresOf(layer)) {
    if (wanted(feature)) parts.push(...feature.loadGeometry());
  }
  return { extent: layer?.extent ?? 4096, parts };
}

function readPlaces(layer: VectorTileLayer | undefined, lang: string): PlaceName[] {
  const places: PlaceName[] = [];
  for (const feature of featuresOf(layer)) {
    const point = feature.loadGeometry()[0]?.[0];
    const p = feature.properties;
    const name = p[`name_${lang}`] ?? p['name'];
    if (!point || !name) continue;
    places.push({
      name: String(name),
      class: p['class'] as PlaceClass,
      rank: Number(p['rank'] ?? 99),
      x: point.x / feature.extent,
      y: point.y / feature.extent,
    });
  }
  return places;
}
