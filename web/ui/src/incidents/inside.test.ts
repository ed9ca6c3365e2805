import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Geometry } from './features';
import { boxOnEarth, meets, type BBox } from './inside';

const box: BBox = [0, 0, 2, 1];
const square = (x: number, y: number, side: number): Geometry => ({
  type: 'Polygon',
  coordinates: [[[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]]],
});

const cases: { name: string; geometry: Geometry; box?: BBox; meets: boolean }[] = [
  { name: 'a point on the edge', geometry: { type: 'Point', coordinates: [2, 1] }, meets: true },
  { name: 'a point outside', geometry: { type: 'Point', coordinates: [2.1, 1] }, meets: false },
  { name: 'one of two points', geometry: { type: 'MultiPoint', coordinates: [[5, 5], [1, 0.5]] }, meets: true },
  { name: 'a line through, with no corner inside', geometry: { type: 'LineString', coordinates: [[-1, 0.5], [3, 0.5]] }, meets: true },
  { name: 'a line whose envelope alone meets', geometry: { type: 'LineString', coordinates: [[-1, 0.5], [1, 3]] }, meets: false },
  { name: 'an area around the box', geometry: square(-5, -5, 20), meets: true },
  { name: 'an area inside the box', geometry: square(0.2, 0.2, 0.1), meets: true },
  { name: 'an area beside the box', geometry: square(3, 3, 1), meets: false },
  {
    name: 'a box in an area\'s hole',
    geometry: { type: 'Polygon', coordinates: [[[-9, -9], [9, -9], [9, 9], [-9, 9], [-9, -9]], [[-5, -5], [5, -5], [5, 5], [-5, 5], [-5, -5]]] },
    meets: false,
  },
  { name: 'across the antimeridian, west of it', geometry: { type: 'Point', coordinates: [179, 0] }, box: [170, -1, -170, 1], meets: true },
  { name: 'across the antimeridian, outside', geometry: { type: 'Point', coordinates: [0, 0] }, box: [170, -1, -170, 1], meets: false },
  { name: 'a part of a collection', geometry: { type: 'GeometryCollection', geometries: [square(3, 3, 1), { type: 'Point', coordinates: [1, 1] }] }, meets: true },
];

test('the geometry itself meets the box, not its envelope', () => {
  for (const { name, geometry, box: other, meets: want } of cases) assert.equal(meets(geometry, other ?? box), want, name);
});

test('the box of what a map shows lies on the one world, whatever the map goes on to', () => {
  for (const [shown, want] of [
    [[-110, 15, -95, 25], [-110, 15, -95, 25]],
    [[170, -20, 190, 10], [170, -20, -170, 10]],
    [[-200, -20, -170, 10], [160, -20, -170, 10]],
    [[250, 15, 265, 25], [-110, 15, -95, 25]],
    [[-180, -85, 180, 85], [-180, -85, 180, 85]],
    [[-375.5, -89.9, 305.1, 91], [-180, -89.9, 180, 90]],
  ] as [BBox, BBox][]) {
    assert.deepEqual(boxOnEarth(shown), want, String(shown));
  }
  // However wide and however far away: every edge is one that a server takes, and a world is never less than itself.
  for (let west = -800; west <= 800; west += 37) {
    for (let width = 0; width < 900; width += 53) {
      const [w, s, e, n] = boxOnEarth([west, -95, west + width, 95]);
      assert.ok(Math.abs(w) <= 180 && Math.abs(e) <= 180 && s === -90 && n === 90, `${west} ${width}`);
      assert.equal((e - w + 360) % 360, width >= 360 ? 0 : width % 360, `${west} ${width}`);
    }
  }
});
