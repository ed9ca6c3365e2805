import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answers, common, snap, ViewSource, WholeSource } from './source';

const first = { type: 'FeatureCollection' as const, features: [], level: 7, bbox: [-120, 10, -80, 35] as [number, number, number, number] };

test('boxes are widened to steps of the zoom', () => {
  assert.deepEqual(snap([-104.2, 19.1, -102.9, 21], 6), [-104.0625 - 2.8125, 16.875, -101.25, 22.5]);
  assert.deepEqual(snap([-250, -80, 250, 80], 2), [-180, -90, 180, 90]);
});

test('what two boxes have in common', () => {
  assert.deepEqual(common([-110, 15, -95, 30], [-100, 10, -90, 20]), [-100, 15, -95, 20]);
  assert.deepEqual(common([-110, 15, -105, 30], [-100, 10, -90, 20]), [-100, 10, -100, 10]);
  assert.deepEqual(common([170, -10, -170, 10], [175, 0, 178, 5]), [175, 0, 178, 5]);
});

test('with every layer off nothing is asked for', async () => {
  const source = new ViewSource({ url: '/clusters', list: '/list', first });
  const { features } = await source.load({ zoom: 5, bbox: [-110, 15, -95, 30], filter: { layers: [] } }, new AbortController().signal);
  assert.equal(features.length, 0);
});

test('a box across the antimeridian has its west greater than its east', () => {
  const [west, , east] = snap([170, -10, 190, 10], 4);
  assert.ok(west > east, `${west} ${east}`);
  assert.equal(east, -168.75);
});

test('the inlined view answers for views it covers, at zooms whose cells are as wide as bubbles', () => {
  const bbox: [number, number, number, number] = [-110, 15, -95, 30];
  assert.equal(answers(first, { zoom: 5, bbox, filter: {} }), true); // 64 px
  assert.equal(answers(first, { zoom: 3, bbox, filter: {} }), false); // 16 px
  assert.equal(answers(first, { zoom: 7, bbox, filter: {} }), false); // 256 px
  assert.equal(answers(first, { zoom: 5, bbox: [-130, 15, -95, 30], filter: {} }), false);
  assert.equal(answers({ type: 'FeatureCollection', features: [] }, { zoom: 5, bbox, filter: {} }), false);
});

test('a view is asked for with its zoom, box and layers', async () => {
  const asked: string[] = [];
  const source = new ViewSource({ url: '/stories/s/clusters?lang=en', list: '/stories/s/list?lang=en', first });
  const was = globalThis.fetch;
  globalThis.fetch = (address) => {
    asked.push(String(address));
    return Promise.resolve(new Response('{"type":"FeatureCollection","features":[]}'));
  };
  try {
    const wanted = { zoom: 9.75, bbox: [-103.5, 20.5, -103.2, 20.8] as [number, number, number, number], filter: { layers: ['deaths', 'riot'], kinds: ['attack'], words: 'tapalpa', time: '2026-02-22T06:00:00Z/..' } };
    await source.load(wanted, new AbortController().signal);
    assert.equal(await source.load({ ...wanted, zoom: 5, filter: {} }, new AbortController().signal), first);
    assert.deepEqual(asked, ['/stories/s/clusters?lang=en&zoom=9&bbox=-103.710938,20.390625,-103.007813,21.09375&layer=deaths,riot&kind=attack&q=tapalpa&datetime=2026-02-22T06%3A00%3A00Z%2F..']);
    assert.equal(source.listAddress({ ...wanted, filter: {} }), '/stories/s/list?lang=en&bbox=-103.710938,20.390625,-103.007813,21.09375');
    const whole = new WholeSource('/all.geojson');
    await whole.load(wanted, new AbortController().signal);
    await whole.load(wanted, new AbortController().signal);
    assert.equal(asked.length, 2);
  } finally {
    globalThis.fetch = was;
  }
});

test('what the page came with does for its first view, and from nearer all of it is asked for once', async () => {
  const asked: string[] = [];
  const was = globalThis.fetch;
  const point = (id: string) => ({ type: 'Feature' as const, id, geometry: null, properties: { class: 'incident', kind: 'attack', title: id, precision: 'exact' } });
  globalThis.fetch = (address) => {
    asked.push(String(address));
    if (asked.length === 1) return Promise.reject(new Error('offline'));
    return Promise.resolve(new Response(JSON.stringify({ type: 'FeatureCollection', features: [point('a')] })));
  };
  try {
    const { signal } = new AbortController();
    const at = (zoom: number) => ({ zoom, bbox: [-110, 15, -95, 30] as [number, number, number, number], filter: {} });
    const source = new WholeSource('/all.geojson', { type: 'FeatureCollection', features: [point('a')], zoom: 6 });
    await source.load(at(6), signal);
    assert.deepEqual([asked.length, source.holds(at(6)), source.holds(at(6.5))], [0, true, false]);
    source.change([{ seq: 8, id: 'b', feature: point('b') }]);
    await source.load(at(8), signal); // which does not come: what there is stays
    assert.deepEqual([source.ids(), source.holds(at(8))], [['a', 'b'], false]);
    await source.load(at(8), signal);
    assert.deepEqual([source.ids(), source.holds(at(14)), asked.length], [['a', 'b'], true, 2]);
  } finally {
    globalThis.fetch = was;
  }
});

test('what changed is in what is loaded, whichever comes first', async () => {
  const feature = { type: 'Feature' as const, id: 'a', geometry: null, properties: { class: 'incident', kind: 'attack', title: 'a', precision: 'exact' } };
  const asked: string[] = [];
  const was = globalThis.fetch;
  globalThis.fetch = (address) => {
    asked.push(String(address));
    return Promise.resolve(new Response(JSON.stringify({ type: 'FeatureCollection', features: [feature] })));
  };
  try {
    const { signal } = new AbortController();
    const wanted = { zoom: 5, bbox: [-110, 15, -95, 30] as [number, number, number, number], filter: {} };
    const ids = async (source: WholeSource): Promise<string[]> => (await source.load(wanted, signal)).features.map(({ id }) => id);
    const whole = new WholeSource('/all.geojson?lang=en&v=7-x');
    whole.change([{ seq: 8, id: 'b', feature: { ...feature, id: 'b' } }]);
    assert.deepEqual(await ids(whole), ['a', 'b']);
    whole.change([{ seq: 9, id: 'a', gone: true }]);
    assert.deepEqual(await ids(whole), ['b']);
    assert.deepEqual(whole.ids(), ['b']);
    whole.reset(20);
    assert.deepEqual(await ids(whole), ['a']);
    const views = new ViewSource({ url: '/clusters?lang=en&v=7-x', list: '/list?lang=en&v=7-x', first });
    views.change([], 21);
    await views.load(wanted, signal);
    assert.deepEqual(asked, ['/all.geojson?lang=en&v=7-x', '/all.geojson?lang=en&v=20', '/clusters?lang=en&v=21&zoom=5&bbox=-112.5,11.25,-90,33.75']);
  } finally {
    globalThis.fetch = was;
  }
});
