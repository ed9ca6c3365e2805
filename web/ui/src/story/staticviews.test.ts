import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deepest, type Coverage } from '../basemap/coverage';
import { StaticViewSource, Tree } from './staticviews';

// The world, its north-west and south-east quarters, and of the former the south-east one.
const told = { first: 2, areas: [2, 5], below: '9800' };
const keys = (squares: { z: number; x: number; y: number }[]): string[] => squares.map(({ z, x, y }) => `${z}/${x}/${y}`);

test('a view takes the squares of its zoom, and the last there are where there are none', () => {
  const tree = new Tree(told);
  const world: [number, number, number, number] = [-180, -85, 180, 85];
  assert.deepEqual(keys(tree.under(0, world)), ['0/0/0']);
  assert.deepEqual(keys(tree.under(1, world)), ['1/0/0']);
  assert.deepEqual(keys(tree.under(2, world)), ['2/0/0']);
  assert.deepEqual(keys(tree.under(3, world)), ['3/0/0', '3/1/1']);
  assert.deepEqual(keys(tree.under(9, world)), ['4/1/1', '3/1/1']);
  assert.deepEqual(keys(tree.under(9, [-20, 10, -10, 20])), ['4/1/1']);
  assert.deepEqual(keys(tree.under(9, [-170, 60, -160, 70])), []); // where there is nothing
});

test('a view across the antimeridian takes the squares of both sides', () => {
  const tree = new Tree({ first: 2, areas: [], below: 'f0000' });
  assert.deepEqual(keys(tree.under(3, [170, 10, 190, 20])).sort(), ['3/0/0', '3/1/0']);
  assert.deepEqual(keys(tree.under(3, [-190, -20, -170, -10])).sort(), ['3/0/1', '3/1/1']);
  assert.deepEqual(keys(tree.under(3, [-400, -80, 400, 80])).length, 4);
});

test('areas are those of the last zoom that is not above', () => {
  const tree = new Tree(told);
  assert.deepEqual([2, 4, 5, 14].map((zoom) => tree.areasAt(zoom)), [2, 2, 5, 5]);
});

test('a tree that is not whole is an error', () => {
  assert.throws(() => new Tree({ first: 2, areas: [], below: '00' }));
});

test('a view is put together of files, each asked for once, with the addresses in them made whole', async () => {
  const point = { type: 'Point' as const, coordinates: [0, 0] };
  const files: Record<string, unknown> = {
    'views/tree.json': told,
    'views/areas/5.json': { features: [{ id: 'a-1', geometry: null, properties: { cluster: true } }] },
    'views/4/1/1.json': { features: [{ id: 'x', geometry: point, properties: { url: '../../../incidents/x/' } }] },
    'views/3/1/1.json': { features: [{ id: 'c-1', geometry: point, properties: { cluster: true } }, { id: 'y', geometry: point, properties: {} }] },
  };
  const asked: string[] = [];
  const was = globalThis.fetch;
  globalThis.fetch = ((address: string) => {
    const name = address.replace('http://host/a/b/', '');
    asked.push(name);
    return Promise.resolve(new Response(JSON.stringify(files[name]), { status: name in files ? 200 : 404 }));
  }) as typeof fetch;
  try {
    const source = new StaticViewSource({ tree: 'views/tree.json', tiles: 'views/{z}/{x}/{y}.json' }, 'http://host/a/b/');
    const wanted = { zoom: 5.5, bbox: [-180, -85, 180, 85] as [number, number, number, number], filter: {} };
    const got = await source.load(wanted, new AbortController().signal);
    assert.deepEqual(got.features.map(({ id }) => id), ['a-1', 'x', 'c-1', 'y']);
    assert.equal(got.level, 7);
    assert.equal((got.features[1]!.properties as { url?: string }).url, 'http://host/a/b/incidents/x/');
    await source.load(wanted, new AbortController().signal);
    assert.equal(asked.length, 4);
  } finally {
    globalThis.fetch = was;
  }
});

test('the basemap is drawn of the deepest tile there is', () => {
  const coverage: Coverage = { world: 4, zoom: 9, x: [97, 124], y: [204, 241] };
  assert.equal(deepest({ z: 3, x: 0, y: 0 }, coverage), 3);
  assert.equal(deepest({ z: 9, x: 97, y: 204 }, coverage), 9);
  assert.equal(deepest({ z: 9, x: 96, y: 204 }, coverage), 8); // its parent holds column 97 too
  assert.equal(deepest({ z: 14, x: 100 * 32, y: 210 * 32 }, coverage), 9);
  assert.equal(deepest({ z: 14, x: 0, y: 0 }, coverage), 4);
  const across: Coverage = { world: 2, zoom: 5, x: [30, 1], y: [10, 20] };
  assert.deepEqual([30, 31, 0, 1, 2, 15].map((x) => deepest({ z: 5, x, y: 15 }, across)), [5, 5, 5, 5, 3, 2]);
});

test('streets are as near as they are published around places', () => {
  const coverage: Coverage = { world: 4, zoom: 9, x: [97, 124], y: [204, 241], near: { from: 10, zoom: 16, at: [[13_900, 28_900], [0, 5]] } };
  assert.equal(deepest({ z: 16, x: 13_901, y: 28_899 }, coverage), 16);
  assert.equal(deepest({ z: 16, x: 13_902, y: 28_900 }, coverage), 15); // its parent is beside that of the place
  assert.equal(deepest({ z: 12, x: 13_900 >> 4, y: 28_900 >> 4 }, coverage), 12);
  assert.equal(deepest({ z: 16, x: 65_535, y: 5 }, coverage), 16); // the world goes around
  assert.equal(deepest({ z: 10, x: 13_900 >> 6, y: 28_900 >> 6 }, coverage), 9);
  assert.equal(deepest({ z: 16, x: 60_000, y: 28_900 }, coverage), 4);
});
