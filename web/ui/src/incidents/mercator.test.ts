import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MAX_LATITUDE, mercatorX, mercatorY } from './mercator';

test('the corners and the middle of the square', () => {
  assert.deepEqual([mercatorX(-180), mercatorX(0), mercatorX(180)], [0, 0.5, 1]);
  assert.equal(mercatorY(0), 0.5);
  for (const [lat, y] of [[MAX_LATITUDE, 0], [90, 0], [-MAX_LATITUDE, 1], [-90, 1]] as const) assert.ok(Math.abs(mercatorY(lat) - y) < 1e-12);
});
