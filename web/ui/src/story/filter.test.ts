import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LayerConfig } from './config';
import { narrows, passes, testsOf, type Filter } from './filter';
import { buildModel } from '../incidents/model';
import type { Feature, Properties } from '../incidents/features';

const layers: LayerConfig[] = ['deaths', 'riot'].map((id) => ({ id, title: id, shape: 'circle', color: '#000000' }));

function feature(id: string, more: Partial<Properties>, at: [number, number] | null = [-103.3, 20.6]): Feature {
  return {
    type: 'Feature', id, geometry: at && { type: 'Point', coordinates: at },
    properties: { class: 'incident', kind: 'killing', title: id, precision: 'exact', layers: ['deaths'], verification: 'confirmed', ...more },
  };
}

const { incidents } = buildModel(
  [
    feature('dawn', { start: '2026-02-22T06:00:00-06:00', end: '2026-02-22T06:30:00-06:00', title: 'Muerte en Zapopán', seq: 5 }),
    feature('night', { start: '2026-02-22T23:00:00-06:00', end: '2026-02-22T23:30:00-06:00', kind: 'prison_riot', layers: ['riot'], verification: 'disputed', seq: 9 }, [-105.2, 20.65]),
    feature('untold', { layers: [], sources: [{ publisher: 'La Prensa' }] }, null),
    feature('before', { class: 'background', layers: [] }),
  ],
  'es',
);

const cases: { name: string; filter: Filter; found: string[] }[] = [
  { name: 'nothing asked', filter: {}, found: ['dawn', 'night', 'untold', 'before'] },
  { name: 'a layer, and background, which is in none', filter: { layers: ['riot'] }, found: ['night', 'before'] },
  { name: 'no layer', filter: { layers: [] }, found: ['before'] },
  { name: 'a kind', filter: { kinds: ['prison_riot'] }, found: ['night'] },
  { name: 'how sure', filter: { verifications: ['disputed', 'debunked'] }, found: ['night'] },
  { name: 'words, without accents and case, the last as a beginning', filter: { words: 'MUERTE zapo' }, found: ['dawn'] },
  { name: 'words but the last are whole', filter: { words: 'muer zapopan' }, found: [] },
  { name: 'the name of a source', filter: { words: 'prensa' }, found: ['untold'] },
  { name: 'a time, and what has none', filter: { time: '2026-02-22T12:00:00Z/2026-02-22T13:00:00Z' }, found: ['dawn', 'untold', 'before'] },
  { name: 'an open time', filter: { time: '2026-02-23T00:00:00Z/..' }, found: ['night', 'untold', 'before'] },
  { name: 'an area, and what has no place', filter: { within: [-104, 20, -103, 21] }, found: ['dawn', 'untold', 'before'] },
  { name: 'what is new', filter: { after: 5 }, found: ['night'] },
  { name: 'several together', filter: { kinds: ['killing'], within: [-104, 20, -103, 21], verifications: ['confirmed'], words: 'zapopan' }, found: ['dawn'] },
];

test('a filter leaves what it asks for', () => {
  for (const { name, filter, found } of cases) {
    const tests = testsOf(filter, layers);
    assert.deepEqual([...incidents.values()].filter((incident) => passes(incident, tests)).map(({ id }) => id), found, name);
  }
});

test('a group is left out of its own counts', () => {
  const tests = testsOf({ kinds: ['prison_riot'], layers: ['deaths'] }, layers);
  assert.equal(passes(incidents.get('dawn')!, tests), false);
  assert.equal(passes(incidents.get('dawn')!, tests, 'kinds'), true);
});

test('a filter narrows when anything is asked', () => {
  assert.equal(narrows({ layers: undefined }), false);
  assert.equal(narrows({ layers: [] }), true);
});
