import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Position, Ring } from './features';
import { depthInside, interiorPoints, ringArea } from './interior';

const square: Ring = [[0, 0], [10, 0], [10, 10], [0, 10], [0, 0]];
const horseshoe: Ring = [[0, 0], [10, 0], [10, 10], [8, 10], [8, 2], [2, 2], [2, 10], [0, 10], [0, 0]];
const hole: Ring = [[3, 3], [3, 7], [7, 7], [7, 3], [3, 3]];
const sliver: Ring = [[0, 0], [10, 10], [10, 10.05], [0, 0.05], [0, 0]];

test('the first point of a square is its middle', () => {
  const [x, y] = interiorPoints([[square]], 1)[0]!.at;
  assert.ok(Math.hypot(x - 5, y - 5) < 0.1, `${x}, ${y}`);
});

const shapes: Record<string, Ring[]> = { square: [square], horseshoe: [horseshoe], ring: [square, hole] };

test('points lie inside, apart from each other, the most interior first', () => {
  for (const [name, polygon] of Object.entries(shapes)) {
    const points = interiorPoints([polygon], 20).map(({ at }) => at);
    assert.ok(points.length > 3, name);
    for (const p of points) assert.ok(depthInside(p, polygon) > 0, `${name}: ${p}`);
    const depths = points.map((p) => depthInside(p, polygon));
    depths.forEach((d, i) => assert.ok(d <= depths[0]! + 1e-6, `${name}: ${i}`));
    points.forEach((p, i) => {
      for (const q of points.slice(0, i)) assert.ok(Math.hypot(p[0] - q[0], p[1] - q[1]) > 0.5, name);
    });
  }
});

test('the refined point is nearly as deep as any', () => {
  for (const [name, polygon] of Object.entries(shapes)) {
    const best = depthInside(interiorPoints([polygon], 1)[0]!.at, polygon);
    for (let x = 0.05; x < 10; x += 0.1) {
      for (let y = 0.05; y < 10; y += 0.1) assert.ok(depthInside([x, y], polygon) <= best * 1.08 + 0.02, `${name} ${x} ${y}`);
    }
  }
});

test('the largest of several polygons is taken', () => {
  const island = square.map(([x, y]): Position => [x / 10 + 20, y / 10]);
  assert.ok(interiorPoints([[island], [square]], 1)[0]!.at[0] < 11);
});

test('an area too thin for the grid still has a point, and nothing has none', () => {
  assert.equal(interiorPoints([[sliver]], 5).length >= 1, true);
  assert.deepEqual(interiorPoints([], 5), []);
  assert.deepEqual(interiorPoints([[[[0, 0]]]], 5), []);
});

test('areas by the shoelace formula, whichever way the ring runs', () => {
  assert.equal(ringArea(square), 100);
  assert.equal(ringArea([...square].reverse()), 100);
});

test('an outline of very many corners has its label where its plain form has', () => {
  const side = (from: Position, to: Position): Position[] =>
    Array.from({ length: 3000 }, (_, i): Position => [from[0] + ((to[0] - from[0]) * i) / 3000, from[1] + ((to[1] - from[1]) * i) / 3000]);
  const fine: Ring = [...square.slice(0, 4).flatMap((corner, i) => side(corner, square[i + 1]!)), square[0]!];
  const [x, y] = interiorPoints([[fine]], 1)[0]!.at;
  assert.ok(Math.hypot(x - 5, y - 5) < 0.15, `${x}, ${y}`);
});
