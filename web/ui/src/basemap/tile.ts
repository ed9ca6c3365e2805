/**
 * A basemap tile (Mapbox Vector Tile 2.1) as what is painted: rings and lines in units of
 * the tile's extent, and place labels in fractions of the tile. Layers: land, urban,
 * lakes (polygons), rivers, borders (lines), places (points).
 */
import { readVectorTile, type Point, type VectorFeature, type VectorLayer } from './mvt';

export type AreaLayer = 'land' | 'urban' | 'green' | 'lakes' | 'buildings';
export type StreetClass = 'highway' | 'major' | 'minor' | 'path' | 'rail';
export type PlaceClass = 'country' | 'state' | 'capital' | 'city' | 'town' | 'village' | 'airport' | 'street';

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
  /** How a street's name is turned, in degrees clockwise. */
  angle?: number;
  /** Position in the tile: 0, 0 is its north-west corner and 1, 1 its south-east. */
  x: number;
  y: number;
}

export interface Tile {
  areas: Record<AreaLayer, Lines>;
  rivers: Lines;
  /** Borders of countries, then of states. */
  borders: [Lines, Lines];
  /** The thinnest first; of an archive with streets. */
  streets: [StreetClass, Lines][];
  places: PlaceName[];
}

const STREETS: StreetClass[] = ['rail', 'path', 'minor', 'major', 'highway'];

/** Decodes a tile; names are those in the language where it has a name for the place. */
export function decodeTile(bytes: ArrayBuffer, lang: string): Tile {
  const layers = readVectorTile(new Uint8Array(bytes));
  const linesOf = (name: string, wanted?: (f: VectorFeature) => boolean): Lines =>
    readLines(layers[name], wanted);
  return {
    areas: { land: linesOf('land'), urban: linesOf('urban'), green: linesOf('green'), lakes: linesOf('lakes'), buildings: linesOf('buildings') },
    rivers: linesOf('rivers'),
    borders: [
      linesOf('borders', (f) => f.properties['level'] === 0),
      linesOf('borders', (f) => f.properties['level'] !== 0),
    ],
    streets: layers['streets'] ? STREETS.map((name) => [name, linesOf('streets', (f) => f.properties['class'] === name)]) : [],
    places: readPlaces(layers['places'], lang),
  };
}

function readLines(layer: VectorLayer | undefined, wanted = (_: VectorFeature): boolean => true): Lines {
  const parts: Point[][] = [];
  for (const feature of layer?.features ?? []) {
    if (wanted(feature)) for (const part of feature.geometry) parts.push(part);
  }
  return { extent: layer?.extent ?? 4096, parts };
}

function readPlaces(layer: VectorLayer | undefined, lang: string): PlaceName[] {
  const places: PlaceName[] = [];
  for (const { geometry, properties: p } of layer?.features ?? []) {
    const point = geometry[0]?.[0];
    const name = p[`name_${lang}`] ?? p['name'];
    if (!point || !name) continue;
    places.push({
      name: String(name),
      class: p['class'] as PlaceClass,
      rank: Number(p['rank'] ?? 99),
      ...(p['angle'] !== undefined && { angle: Number(p['angle']) }),
      x: point.x / layer!.extent,
      y: point.y / layer!.extent,
    });
  }
  return places;
}
