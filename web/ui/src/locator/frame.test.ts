import assert from 'node:assert/strict';
import { test } from 'node:test';
import { frameOf, tilesOf, type Frame } from './frame';

test('a small view has a locator around it, a large one none', () => {
  assert.equal(frameOf({ left: 0.1, top: 0.3, width: 0.2, height: 0.1 }, 1.25), undefined);
  for (const view of [{ left: 0.21, top: 0.44, width: 0.002, height: 0.002 }, { left: 0.999, top: 0.001, width: 0.01, height: 0.01 }, { left: -0.2, top: 0.98, width: 0.03, height: 0.02 }]) {
    const frame = frameOf(view, 1.25)!;
    assert.ok(frame.width > view.width && frame.top >= 0 && frame.top + frame.height <= 1 + 1e-9, JSON.stringify(frame));
    assert.ok(frame.left <= view.left && frame.left + frame.width >= view.left + view.width);
    assert.ok(frame.top <= view.top + 1e-9 && frame.top + frame.height >= view.top + view.height - 1e-9);
  }
});

test('the tiles of a frame cover it and are of the world', () => {
  const frame: Frame = { left: 0.98, top: 0.4, width: 0.1, height: 0.08 };
  const tiles = tilesOf(frame, 4);
  assert.deepEqual(tiles.map(({ x, y }) => [x, y]), [[15, 6], [0, 6], [1, 6], [15, 7], [0, 7], [1, 7]]);
  assert.deepEqual(tiles.slice(0, 3).map(({ column }) => column), [15, 16, 17]);
});
