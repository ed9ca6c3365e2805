import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isCut, type Box } from '../arrange/types';
import { placeLabels, type Label } from './labels';

const view: Box = { left: -600, right: 1200, top: -400, bottom: 800 };
const measure = (label: Label): number => label.name.length * 7;
const town = (name: string, x: number, y: number, rank = 5): Label => ({ name, class: 'town', rank, x, y });

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

test('a name alone stands to the right of its dot', () => {
  const [label] = placeLabels([town('Tapalpa', 100, 100)], measure, [], view);
  assert.ok(label!.textX > 100 && label!.textY === 100);
});

test('a name that meets an incident goes to another side of its dot', () => {
  const right = { left: 110, top: 80, right: 150, bottom: 120 };
  const [label] = placeLabels([town('Tapalpa', 100, 100)], measure, [right], view);
  assert.ok(label!.textX + measure(label!) < 100);
});

test('a name is not read as a line of what the story writes: it stays clear of it', () => {
  const told = { left: 90, right: 180, top: 60, bottom: 93 };
  const free = placeLabels([town('Tapalpa', 100, 100)], measure, [told], view);
  assert.ok(free[0]!.textX > 100, 'so near may a name stand to a mark');
  const [label] = placeLabels([town('Tapalpa', 100, 100)], measure, [], view, [told]);
  assert.ok(!label || !overlap(label.box, { left: 85, right: 185, top: 55, bottom: 98 }), JSON.stringify(label));
});

test('a name that the edge would cut goes to another side of its dot, or is left out', () => {
  const edge = { left: 0, right: 120, top: 0, bottom: 200 };
  const [label] = placeLabels([town('Tapalpa', 100, 100)], measure, [], edge);
  assert.ok(label!.box.right <= 100 + 8);
  assert.deepEqual(placeLabels([town('Tapalpa', 100, 100)], measure, [{ left: 0, right: 90, top: 0, bottom: 200 }], edge), []);
  assert.equal(placeLabels([town('Tapalpa', 300, 100)], measure, [], edge).length, 1, 'out of view it waits for a pan');
});

test('a name with no free side is left out', () => {
  assert.deepEqual(placeLabels([town('Tapalpa', 100, 100)], measure, [{ left: 0, top: 0, right: 300, bottom: 300 }], view), []);
});

test('the important name wins, whatever the order', () => {
  const state = (name: string, rank: number): Label => ({ name, class: 'state', rank, x: 0, y: 0 });
  for (const labels of [[state('Jalisco', 2), state('Colima', 4)], [state('Colima', 4), state('Jalisco', 2)]]) {
    assert.deepEqual(placeLabels(labels, measure, [], view).map((label) => label.name), ['Jalisco']);
  }
});

test('no two names and no obstacle overlap, compared with every other', () => {
  let seed = 11;
  const random = (): number => (seed = (seed * 48271) % 2147483647) / 2147483647;
  const labels = Array.from({ length: 400 }, (_, i) => town(`Name ${i}`, random() * 1500 - 500, random() * 900 - 300, Math.floor(random() * 9)));
  const obstacles = Array.from({ length: 20 }, (): Box => {
    const [left, top] = [random() * 900 - 300, random() * 500];
    return { left, top, right: left + 32, bottom: top + 32 };
  });
  const placed = placeLabels(labels, measure, obstacles, view);
  assert.ok(placed.length > 50);
  assert.deepEqual(placed.filter(({ box }) => isCut(view, box)), []);
  const boxes = [...placed.map((label) => label.box), ...obstacles];
  placed.forEach(({ box }, i) => boxes.forEach((other, j) => assert.ok(i === j || !overlap(box, other))));
});
