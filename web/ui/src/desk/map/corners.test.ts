import assert from 'node:assert/strict';
import { test } from 'node:test';
import { positionsOf, shapeOf } from './corners';
import type { Position } from '../api/forms';

test('a shape that is drawn can be read back, and an area goes counterclockwise', () => {
  const square: Position[] = [[0, 0], [0, 1], [1, 1], [1, 0]]; // clockwise
  for (const [type, positions] of [['Point', [[1, 2]]], ['LineString', [[1, 2], [3, 4]]]] as ['Point' | 'LineString', Position[]][]) {
    assert.deepEqual(positionsOf(shapeOf(type, positions)), { type, positions });
  }
  const ring = (shapeOf('Polygon', square)!.coordinates as Position[][])[0]!;
  assert.deepEqual(ring[0], ring.at(-1));
  let doubled = 0;
  for (let i = 0; i + 1 < ring.length; i++) doubled += ring[i]![0] * ring[i + 1]![1] - ring[i + 1]![0] * ring[i]![1];
  assert.ok(doubled > 0);
  assert.equal(positionsOf(shapeOf('Polygon', square))!.positions.length, 4);
  assert.equal(shapeOf('Polygon', square.slice(0, 2)), null);
  assert.equal(shapeOf('LineString', [[0, 0]]), null);
  assert.equal(positionsOf({ type: 'MultiPolygon', coordinates: [] }), undefined);
});
