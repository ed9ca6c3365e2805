import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Feature, Geometry, Properties } from './features';
import { buildModel } from './model';

function feature(id: string, geometry: Geometry | null, precision: string, more: Partial<Properties> = {}): Feature {
  return {
    type: 'Feature',
    id,
    geometry,
    properties: { class: 'incident', kind: 'roadblock', title: id, precision, layers: ['roadblocks'], ...more },
  };
}

const point: Geometry = { type: 'Point', coordinates: [-103.3, 20.6] };
const state: Geometry = { type: 'Polygon', coordinates: [[[0, 0], [1, 0], [1, 1], [0, 0]]] };
const line: Geometry = { type: 'LineString', coordinates: [[0, 0], [1, 1]] };

const forms: { precision: string; geometry: Geometry; type: string }[] = [
  { precision: 'exact', geometry: point, type: 'spot' },
  { precision: 'near', geometry: point, type: 'spot' },
  { precision: 'as_given', geometry: point, type: 'spot' },
  { precision: 'locality', geometry: point, type: 'spot' },
  { precision: 'adm2', geometry: point, type: 'circle' },
  { precision: 'adm1', geometry: point, type: 'circle' },
  { precision: 'country', geometry: point, type: 'circle' },
  { precision: 'adm1', geometry: state, type: 'area' },
  { precision: 'country', geometry: state, type: 'area' },
  { precision: 'in_transit', geometry: line, type: 'line' },
  { precision: 'exact', geometry: { type: 'GeometryCollection', geometries: [point] }, type: 'spot' },
];

test('a place has the form its precision allows: never a pin for an area', () => {
  for (const { precision, geometry, type } of forms) {
    const { places } = buildModel([feature('a', geometry, precision)], 'es');
    assert.deepEqual(places.map((place) => place.form.type), [type], `${precision} ${geometry.type}`);
  }
});

test('incidents of one place share it, in their order', () => {
  const { places } = buildModel([feature('a', point, 'locality'), feature('b', state, 'adm1'), feature('c', point, 'locality')], 'es');
  assert.deepEqual(places.map((place) => place.incidents.map((incident) => incident.id)), [['a', 'c'], ['b']]);
});

test('what has no geometry has no place and is still an incident', () => {
  const { places, incidents } = buildModel([feature('a', null, 'unlocated')], 'es');
  assert.deepEqual([places.length, incidents.size], [0, 1]);
});

test('background is known and not drawn', () => {
  const { places, incidents } = buildModel([feature('a', point, 'exact', { class: 'background' })], 'es');
  assert.deepEqual([places.length, incidents.get('a')?.isBackground], [0, true]);
});

test('only a journey’s line is marked as not the route; only a country is hatched', () => {
  const [road, journey] = ['exact', 'in_transit'].map((p) => buildModel([feature('a', line, p)], 'es').places[0]!.form);
  assert.deepEqual([road, journey].map((form) => form?.type === 'line' && form.journey), [false, true]);
  const [adm1, country] = ['adm1', 'country'].map((p) => buildModel([feature('a', state, p)], 'es').places[0]!.form);
  assert.deepEqual([adm1, country].map((form) => form?.type === 'area' && form.country), [false, true]);
});

test('an incident without language or layers takes the defaults', () => {
  const incident = buildModel([feature('a', point, 'exact', { layers: undefined, start: '2026-02-22T18:00:00-06:00' })], 'es').incidents.get('a');
  assert.deepEqual([incident?.lang, incident?.layers, incident?.day], ['es', [], '2026-02-22']);
});

test('what the server gathered is kept apart from single incidents', () => {
  const gathered = (id: string, geometry: Geometry, more: object) => ({
    type: 'Feature' as const, id, geometry,
    properties: { cluster: true as const, count: 203, kinds: [{ kind: 'roadblock', count: 200 }], ...more },
  });
  const { places, gatherings } = buildModel(
    [
      gathered('c', { type: 'Point', coordinates: [-103, 20] }, { killed: 2, fatalities_low: 2, fatalities_high: 3, splits_at: 9 }),
      gathered('a', state, { precision: 'adm1' }),
      feature('single', point, 'exact'),
    ],
    'es',
  );
  assert.equal(places.length, 1);
  assert.deepEqual(
    gatherings.map(({ id, form, count, dead, kind, precision, splitsAt }) => [id, form.type, count, dead, kind, precision, splitsAt]),
    [['c', 'spot', 203, { best: undefined, low: 2, high: 3 }, 'roadblock', 'as_given', 9], ['a', 'area', 203, { best: undefined, low: undefined, high: undefined }, 'roadblock', 'adm1', undefined]],
  );
});
