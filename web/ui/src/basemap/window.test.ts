import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sourceOf } from './window';

test('within the source’s zooms a tile shows a whole one', () => {
  assert.deepEqual(sourceOf({ z: 6, x: 13, y: 28 }, -1, 14), { address: { z: 5, x: 13, y: 28 }, window: { x: 0, y: 0, side: 1 } });
});

test('beyond them it shows a part, and the parts of a tile fill it', () => {
  let covered = 0;
  for (const x of [52, 53, 54, 55]) {
    for (const y of [112, 113, 114, 115]) {
      const { address, window } = sourceOf({ z: 8, x, y }, -1, 5);
      assert.deepEqual(address, { z: 5, x: 13, y: 28 });
      assert.ok(window.x >= 0 && window.x + window.side <= 1 && window.y >= 0 && window.y + window.side <= 1);
      covered += window.side ** 2;
    }
  }
  assert.equal(covered, 1);
});

test('before them it shows the whole world, as often as there is room', () => {
  assert.deepEqual(sourceOf({ z: 0, x: 0, y: 0 }, -1, 5), { address: { z: 0, x: 0, y: 0 }, window: { x: 0, y: 0, side: 2 } });
});
