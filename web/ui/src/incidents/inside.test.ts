import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Geometry } from './features';
import { meets, type BBox } from './inside';

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
