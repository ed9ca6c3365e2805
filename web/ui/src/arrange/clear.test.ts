import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cleared, nearestFree } from './clear';

test('a mark goes to the nearest free place, and stays where there is none', () => {
  assert.deepEqual(nearestFree({ x: 10, y: 0 }, ({ x }) => x >= 32), { x: 34, y: 0 });
  assert.deepEqual(nearestFree({ x: 10, y: 0 }, () => false), { x: 10, y: 0 });
});

test('marks under a bubble come out of it, each apart from the others', () => {
  const bubbles = [{ x: 100, y: 100, size: 44 }, { x: 150, y: 100, size: 38 }];
  const marks = [[100, 100], [102, 99], [98, 104], [120, 104], [135, 98], [200, 100], [60, 60]].map(([x, y]) => ({ x: x!, y: y!, size: 32 }));
  const box = { left: 180, right: 224, top: 60, bottom: 90 };
  const view = { left: 0, right: 300, top: 0, bottom: 200 };
  const places = cleared(marks, { over: bubbles, boxes: [box], view });
  const discs = [...bubbles, ...places.map(({ x, y }) => ({ x, y, size: 32 }))];
  for (let i = 0; i < discs.length; i++) {
    for (let j = i + 1; j < discs.length; j++) {
      if (j < bubbles.length) continue;
      const [a, b] = [discs[i]!, discs[j]!];
      assert.ok(Math.hypot(a.x - b.x, a.y - b.y) >= (a.size + b.size) / 2, `${i} and ${j}: ${JSON.stringify([a, b])}`);
    }
  }
  assert.ok(places[5]!.y >= 90 + 16, 'out of the box');
  assert.equal(places[6], marks[6]); // one that is free stays
  assert.ok(places.every(({ x, y }) => x > 0 && x < 300 && y > 0 && y < 200), 'in view');
  const beyond = { x: -10, y: 0, size: 32 };
  assert.deepEqual(cleared([beyond], { over: [{ x: 0, y: 0, size: 44 }], boxes: [], view }), [beyond]);
});
