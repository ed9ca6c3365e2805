import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bars, bucketOf } from './timeline';

test('bars are as high as their share of the highest, and what is there is seen', () => {
  assert.equal(bars([4, 0, 1, 1000], 0, 4), 'M0 100v-4h.85v4zM2 100v-4h.85v4zM3 100v-100h.85v100z');
  assert.equal(bars([1, 2], 1, 2), 'M1 100v-100h.85v100z');
  assert.equal(bars([0, 0], 0, 2), '');
});

test('an instant is in the bucket that began last', () => {
  const edges = [0, 10, 20, 30];
  assert.deepEqual([-Infinity, 0, 9_999, 10_000, 29_999, 30_000, Infinity].map((at) => bucketOf(at, edges)), [0, 0, 0, 1, 2, 2, 2]);
});
