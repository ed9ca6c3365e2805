/** Whether readers see a place when they open the map. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Geometry } from '../api/forms';
import { inView } from './firstview';

test('a place is in the first view, or it is not', () => {
  const box = [-104, 18, -100, 22] as const;
  const point = (lon: number, lat: number) => ({ type: 'Point', coordinates: [lon, lat] });
  const area = { type: 'Polygon', coordinates: [[[-120, 10], [-90, 10], [-90, 30], [-120, 10]]] };
  for (const [geometry, want] of [[point(-103, 20), true], [point(-77, 38), false], [point(-103, 30), false], [area, true], [{ type: 'GeometryCollection', geometries: [point(-103, 20)] }, true], [{ type: 'GeometryCollection', geometries: [] }, false]] as [Geometry, boolean][]) {
    assert.equal(inView(geometry, box), want, JSON.stringify(geometry));
  }
  for (const [lon, want] of [[179, true], [-179, true], [0, false]] as const) assert.equal(inView(point(lon, 0), [170, -10, -170, 10]), want, String(lon));
});
