import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Feature, FeatureCollection } from '../incidents/features';
import { withChanges, summaryOf } from './changes';

function feature(id: string, properties: Partial<Feature['properties']> = {}): Feature {
  return {
    type: 'Feature',
    id,
    geometry: null,
    properties: { class: 'incident', kind: 'attack', title: id, precision: 'exact', disposition: 'active', published: '1', updated: '1', ...properties },
  };
}

const say = (key: string, values: Record<string, string | number> = {}): string => `${values['n']} ${key.replace('news_', '')}`;

test('news are counted by what they are to the reader', () => {
  const known = (id: string): boolean => id.startsWith('old');
  const changes = [
    { seq: 1, id: 'a', feature: feature('a') },
    { seq: 2, id: 'b', feature: feature('b') },
    { seq: 3, id: 'old1', feature: feature('old1', { disposition: 'corrected', updated: '2' }) },
    { seq: 4, id: 'old2', feature: feature('old2') }, // told anew without a revision
    { seq: 5, id: 'old3', gone: true },
    { seq: 6, id: 'c', gone: true }, // never seen here
    { seq: 7, id: 'd', feature: feature('d', { updated: '2' }) }, // out of view until now
  ];
  assert.equal(summaryOf(changes, known, say), '2 new, 2 updated, 1 corrected, 1 gone');
  assert.equal(summaryOf([changes[5]!], known, say), '');
});

test('changes are put where they are read', () => {
  const collection: FeatureCollection = {
    type: 'FeatureCollection',
    features: [
      feature('1', { start: '2026-02-22T08:00:00-06:00' }),
      feature('2', { start: '2026-02-22T15:00:00Z' }), // 09:00 at -06:00
      feature('3'),
      feature('4', { class: 'advisory', start: '2026-02-21T00:00:00Z' }),
    ],
  };
  const ids = (c: FeatureCollection): string[] => c.features.map(({ id }) => id);
  const next = withChanges(collection, [
    { seq: 5, id: '5', feature: feature('5', { start: '2026-02-22T08:30:00-06:00' }) },
    { seq: 6, id: '2', feature: feature('2') }, // its time is not known any more
    { seq: 7, id: '1', gone: true },
    { seq: 8, id: '6', feature: feature('6', { class: 'disruption' }) },
  ]);
  assert.deepEqual(ids(next), ['5', '2', '3', '6', '4']);
  assert.deepEqual(ids(collection), ['1', '2', '3', '4']);
});
