import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FeatureCollection } from '../incidents/features';
import { Loading } from './loading';
import type { Wanted } from './source';

const empty: FeatureCollection = { type: 'FeatureCollection', features: [] };
const view = (zoom: number): Wanted => ({ zoom, bbox: [0, 0, 1, 1], filter: {} });

test('the newest request wins', async () => {
  const asked: number[] = [];
  const taken: FeatureCollection[] = [];
  const source = {
    whole: false,
    load: ({ zoom }: Wanted) => {
      asked.push(zoom);
      return Promise.resolve(empty);
    },
  };
  const loading = new Loading(source, (collection) => taken.push(collection), () => assert.fail());
  await Promise.all([loading.load(view(1)), loading.load(view(2)), loading.load(view(3))]);
  assert.deepEqual(asked, [1, 3]); // the first goes at once, the second is overtaken
  assert.equal(taken.length, 1);
});

test('what fails is told, and can be tried again at once', async () => {
  let failures = 0;
  const source = { whole: false, load: () => Promise.reject(new Error('down')) };
  const loading = new Loading(source, () => assert.fail(), () => failures++);
  const was = console.error;
  console.error = () => undefined;
  await loading.load(view(1));
  console.error = was;
  assert.equal(failures, 1);
});
