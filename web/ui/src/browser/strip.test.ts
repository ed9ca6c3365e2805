import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apart, within, type Box } from '../arrange/types';
import { areaOf, common, freeStrip } from './strip';

const box = (left: number, top: number, right: number, bottom: number): Box => ({ left, top, right, bottom });
const map = box(0, 80, 390, 540);

for (const [name, covers, want] of [
  ['nothing', [], map],
  ['a card at the foot', [box(0, 320, 390, 844)], box(0, 80, 390, 320)],
  ['a card at the right', [box(230, 80, 390, 540)], box(0, 80, 230, 540)],
  ['a card at the foot and buttons above', [box(0, 320, 390, 844), box(10, 90, 54, 196)], box(54, 80, 390, 320)],
  ['what lies elsewhere', [box(0, 0, 390, 80), box(400, 0, 500, 900)], map],
] as const) {
  test(`the part of a map that is free of ${name}`, () => assert.deepEqual(freeStrip(map, [...covers]), want));
}

test('whatever lies over it: the part is in the map, and nothing lies over it', () => {
  let state = 7;
  const random = (most: number): number => ((state = (state * 48271) % 2147483647) / 2147483647) * most;
  for (let round = 0; round < 500; round++) {
    const covers = Array.from({ length: 1 + Math.floor(random(5)) }, () => {
      const [left, top] = [random(500) - 60, random(700) - 60];
      return box(left, top, left + random(300), top + random(300));
    });
    const free = freeStrip(map, covers);
    assert.ok(within(map, free) || areaOf(free) === 0);
    if (areaOf(free) > 0) covers.forEach((cover) => assert.ok(apart(free, cover), JSON.stringify([free, cover])));
  }
});

test('what two boxes have in common', () => {
  assert.deepEqual(common(map, box(0, 0, 390, 400)), box(0, 80, 390, 400));
  assert.equal(areaOf(common(map, box(0, 600, 390, 800))), 0);
});
