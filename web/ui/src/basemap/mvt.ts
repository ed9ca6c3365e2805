/**
 * Reads Mapbox Vector Tiles 2.1 (https://github.com/mapbox/vector-tile-spec/tree/master/2.1), which are protocol buffers.
 * A library for this is five times as large, and the map's script is waited for. Fields that are not known are
 * passed over; bytes that end early are an error.
 */

export interface Point {
  x: number;
  y: number;
}

export type Value = string | number | boolean;

export interface VectorFeature {
  properties: Record<string, Value>;
  /** Rings end where they began; units of the layer's extent, from the north-west corner. */
  geometry: Point[][];
}

export interface VectorLayer {
  /** How many units a tile is wide. */
  extent: number;
  features: VectorFeature[];
}

/** The layers of a tile by name. */
export function readVectorTile(bytes: Uint8Array): Record<string, VectorLayer> {
  const layers: Record<string, VectorLayer> = Object.create(null);
  for (const [field, value] of fieldsOf(bytes)) {
    if (field === 3) readLayer(bytesOf(value), layers);
  }
  return layers;
}

function readLayer(bytes: Uint8Array, layers: Record<string, VectorLayer>): void {
  let name = '';
  const layer: VectorLayer = { extent: 4096, features: [] };
  const features: Uint8Array[] = [];
  const keys: string[] = [];
  const values: Value[] = [];
  for (const [field, value] of fieldsOf(bytes)) {
    if (field === 1) name = textOf(value);
    else if (field === 2) features.push(bytesOf(value));
    else if (field === 3) keys.push(textOf(value));
    else if (field === 4) values.push(readValue(bytesOf(value)));
    else if (field === 5) layer.extent = value as number;
  }
  layer.features = features.map((feature) => readFeature(feature, keys, values));
  layers[name] = layer;
}

function readFeature(bytes: Uint8Array, keys: string[], values: Value[]): VectorFeature {
  const feature: VectorFeature = { properties: {}, geometry: [] };
  for (const [field, value] of fieldsOf(bytes)) {
    if (field === 2) {
      const tags = numbersOf(bytesOf(value));
      for (let i = 0; i + 1 < tags.length; i += 2) feature.properties[keys[tags[i]!]!] = values[tags[i + 1]!]!;
    } else if (field === 4) feature.geometry = readGeometry(numbersOf(bytesOf(value)));
  }
  return feature;
}

/** Commands and their parameters, section 4.3 of the specification. */
function readGeometry(numbers: number[]): Point[][] {
  const parts: Point[][] = [];
  const at = { x: 0, y: 0 };
  for (let i = 0; i < numbers.length; ) {
    const command = numbers[i++]!;
    if ((command & 7) === 7) {
      const part = parts[parts.length - 1];
      if (part?.[0]) part.push({ ...part[0] });
      continue;
    }
    for (let n = command >> 3; n > 0 && i + 1 < numbers.length; n--) {
      at.x += signed(numbers[i++]!);
      at.y += signed(numbers[i++]!);
      if ((command & 7) === 1) parts.push([]);
      parts[parts.length - 1]?.push({ ...at });
    }
  }
  return parts;
}

function readValue(bytes: Uint8Array): Value {
  for (const [field, value] of fieldsOf(bytes)) {
    if (field === 1) return textOf(value);
    if (field === 2) return viewOf(value).getFloat32(0, true);
    if (field === 3) return viewOf(value).getFloat64(0, true);
    if (field === 6) return signed(value as number);
    return field === 7 ? value === 1 : (value as number);
  }
  return '';
}

/** A field that is of bytes. */
function bytesOf(value: number | Uint8Array): Uint8Array {
  if (typeof value === 'number') throw new Error('a tile is damaged');
  return value;
}

const texts = new TextDecoder();
const textOf = (value: number | Uint8Array): string => texts.decode(bytesOf(value));
const signed = (n: number): number => (n % 2 ? -(n + 1) / 2 : n / 2); // "zigzag"

function viewOf(value: number | Uint8Array): DataView {
  const { buffer, byteOffset, byteLength } = bytesOf(value);
  return new DataView(buffer, byteOffset, byteLength);
}

/** The fields of a message: varints as numbers, all others as their bytes. */
function* fieldsOf(bytes: Uint8Array): Generator<[number, number | Uint8Array]> {
  const at = { pos: 0 };
  while (at.pos < bytes.length) {
    const key = varint(bytes, at);
    const wire = key % 8;
    const value = wire === 0 ? varint(bytes, at) : 0;
    const size = wire === 2 ? varint(bytes, at) : wire === 1 ? 8 : wire === 5 ? 4 : 0;
    if (at.pos + size > bytes.length || (wire > 2 && wire !== 5)) throw new Error('a tile is damaged');
    yield [Math.floor(key / 8), wire === 0 ? value : bytes.subarray(at.pos, at.pos + size)];
    at.pos += size;
  }
}

function numbersOf(bytes: Uint8Array): number[] {
  const at = { pos: 0 };
  const numbers: number[] = [];
  while (at.pos < bytes.length) numbers.push(varint(bytes, at));
  return numbers;
}

function varint(bytes: Uint8Array, at: { pos: number }): number {
  for (let value = 0, factor = 1; ; factor *= 128) {
    const byte = bytes[at.pos++];
    if (byte === undefined) throw new Error('a tile is cut short');
    value += (byte % 128) * factor;
    if (byte < 128) return value;
  }
}
