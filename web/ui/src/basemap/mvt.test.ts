import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import { readVectorTile } from './mvt';

const folder = '../../tiles/testdata/';
const tiles = readdirSync(folder).filter((name) => name.endsWith('.mvt')).map((name) => [name, new Uint8Array(readFileSync(folder + name))] as const);

test('tiles are read as the library of the format’s makers reads them', () => {
  assert.ok(tiles.length >= 4);
  for (const [name, bytes] of tiles) {
    const { layers } = new VectorTile(new PbfReader(bytes));
    const own = readVectorTile(bytes);
    assert.deepEqual(Object.keys(own), Object.keys(layers), name);
    for (const [title, layer] of Object.entries(layers)) {
      assert.equal(own[title]!.extent, layer.extent);
      const features = Array.from({ length: layer.length }, (_, i) => layer.feature(i));
      assert.deepEqual(
        own[title]!.features.map(({ properties, geometry }) => ({ properties, geometry })),
        features.map((f) => ({ properties: { ...f.properties }, geometry: f.loadGeometry().map((part) => part.map(({ x, y }) => ({ x, y }))) })),
        `${name} ${title}`,
      );
    }
  }
});

test('a tile that is cut short or damaged is an error or less of a tile, and never endless', () => {
  for (const [, bytes] of tiles) {
    for (let n = 0; n < bytes.length; n += 7) {
      for (const wrong of [bytes.subarray(0, n), bytes.map((byte, i) => (i === n ? byte ^ 0xff : byte))]) {
        try {
          readVectorTile(wrong);
        } catch (error) {
          assert.match((error as Error).message, /tile is|bounds/);
        }
      }
    }
  }
  assert.throws(() => readVectorTile(new Uint8Array([0x1a, 0x05, 0x01])), /damaged/);
  assert.throws(() => readVectorTile(new Uint8Array([0x80])), /cut short/);
});
