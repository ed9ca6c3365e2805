import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PbfWriter } from 'pbf';
import { decodeTile } from './tile';

interface Geo {
  type: 1 | 2 | 3;
  commands: number[];
  tags?: number[];
}

/** Encodes a layer of a Mapbox Vector Tile, so that the test knows every byte. */
function layer(tile: PbfWriter, name: string, features: Geo[], keys: string[] = [], values: (string | number)[] = []): void {
  tile.writeMessage(3, (_: null, pbf: PbfWriter) => {
    pbf.writeVarintField(15, 2);
    pbf.writeStringField(1, name);
    for (const f of features) {
      pbf.writeMessage(2, (_f: null, p: PbfWriter) => {
        if (f.tags) p.writePackedVarint(2, f.tags);
        p.writeVarintField(3, f.type);
        p.writePackedVarint(4, f.commands);
      }, null);
    }
    keys.forEach((key) => pbf.writeStringField(3, key));
    values.forEach((value) =>
      pbf.writeMessage(4, (_v: null, p: PbfWriter) => {
        if (typeof value === 'string') p.writeStringField(1, value);
        else p.writeVarintField(5, value);
      }, null),
    );
    pbf.writeVarintField(5, 4096);
  }, null);
}

function bytesOf(write: (tile: PbfWriter) => void): ArrayBuffer {
  const tile = new PbfWriter();
  write(tile);
  return Uint8Array.from(tile.finish()).buffer;
}

const zigzag = (n: number): number => (n << 1) ^ (n >> 31);
const moveTo = (x: number, y: number): number[] => [9, zigzag(x), zigzag(y)];
const line = [...moveTo(0, 0), (1 << 3) | 2, zigzag(4096), zigzag(0)];

test('borders are told apart by their level', () => {
  const tile = decodeTile(
    bytesOf((t) => layer(t, 'borders', [{ type: 2, commands: line, tags: [0, 0] }, { type: 2, commands: line, tags: [0, 1] }, { type: 2, commands: line, tags: [0, 1] }], ['level'], [0, 1])),
    'es',
  );
  assert.deepEqual(tile.borders.map((lines) => lines.parts.length), [1, 2]);
  assert.deepEqual(tile.borders[0].parts[0]!.map(({ x, y }) => [x, y]), [[0, 0], [4096, 0]]);
});

test('a place has its name in the language, else its own', () => {
  const bytes = bytesOf((t) =>
    layer(t, 'places', [
      { type: 1, commands: moveTo(1024, 2048), tags: [0, 0, 1, 1, 2, 2, 3, 3] },
      { type: 1, commands: moveTo(0, 0), tags: [0, 0, 2, 2] },
      { type: 1, commands: moveTo(0, 0), tags: [2, 2] },
    ], ['name', 'name_en', 'class', 'rank'], ['Ciudad de México', 'Mexico City', 'capital', 1]),
  );
  const [first, second, ...rest] = decodeTile(bytes, 'en').places;
  assert.deepEqual(first, { name: 'Mexico City', class: 'capital', rank: 1, x: 0.25, y: 0.5 });
  assert.equal(second!.name, 'Ciudad de México');
  assert.equal(rest.length, 0, 'a place without a name is not written');
  assert.equal(decodeTile(bytes, 'es').places[0]!.name, 'Ciudad de México');
});

test('a tile without layers is empty', () => {
  const tile = decodeTile(new ArrayBuffer(0), 'es');
  assert.deepEqual([tile.areas.land.parts, tile.rivers.parts, tile.places], [[], [], []]);
});
