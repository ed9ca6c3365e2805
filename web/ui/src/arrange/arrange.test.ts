import assert from 'node:assert/strict';
import { test } from 'node:test';
import { arrange } from './arrange';
import type { Mark, Spot, XY } from './types';

const sizes = { mark: 32, gap: 2 };

function points(...at: [number, number][]): Mark[] {
  return at.map(([x, y], i) => ({ id: `p${i}`, candidates: [{ x, y, room: 0 }] }));
}

function shownIds(spots: Spot[]): string[] {
  return spots.flatMap((spot) => spot.ids).sort();
}

/** Fails when two marks cover each other by more than a pixel. */
function assertApart(spots: Spot[], message: string): void {
  spots.forEach((a, i) => {
    for (const b of spots.slice(0, i)) {
      const overlap = sizes.mark - Math.hypot(a.at.x - b.at.x, a.at.y - b.at.y);
      assert.ok(overlap <= 1, `${message}: ${a.ids} and ${b.ids} overlap by ${overlap}`);
    }
  });
}

test('a mark alone stands at its place, with no line', () => {
  const [{ ids, at, leaders }] = arrange(points([10, 20]), sizes) as [Spot];
  assert.deepEqual([ids, at.x, at.y, leaders], [['p0'], 10, 20, []]);
});

test('marks of one place stand around it, each with a line to it', () => {
  for (let n = 2; n <= 8; n++) {
    const spots = arrange(points(...Array.from({ length: n }, (): [number, number] => [50, 50])), sizes);
    assert.equal(spots.length, n);
    assertApart(spots, `${n} marks`);
    for (const spot of spots) {
      assert.deepEqual(spot.leaders.map(({ x, y }) => [x, y]), [[50, 50]]);
      assert.ok(Math.hypot(spot.at.x - 50, spot.at.y - 50) < 60);
    }
  }
});

test('more than fit a ring become one stack that holds them all', () => {
  const spots = arrange(points(...Array.from({ length: 12 }, (): [number, number] => [5, 5])), sizes);
  assert.equal(spots.length, 1);
  assert.equal(spots[0]!.ids.length, 12);
});

test('rings push each other away and keep their lines', () => {
  const spots = arrange(points([0, 0], [0, 0], [0, 0], [50, 0], [50, 0], [50, 0]), sizes);
  assert.equal(spots.length, 6);
  assertApart(spots, 'two rings');
  assert.deepEqual([...new Set(spots.map((spot) => spot.leaders[0]!.x))].sort(), [0, 50]);
});

test('no mark is lost and none covers another, whatever the places', () => {
  let seed = 7;
  const random = (): number => (seed = (seed * 48271) % 2147483647) / 2147483647;
  for (let round = 0; round < 60; round++) {
    const n = 1 + Math.floor(random() * 40);
    const marks = points(...Array.from({ length: n }, (): [number, number] => [random() * 500, random() * 400]));
    const spots = arrange(marks, sizes);
    assert.deepEqual(shownIds(spots), marks.map((mark) => mark.id).sort());
    assertApart(spots, `round ${round}`);
  }
});

const area = (id: string, candidates: XY[], room = 100): Mark => ({ id, candidates: candidates.map((at) => ({ ...at, room })) });

test('an area’s tag takes the first candidate with room', () => {
  const candidates = [{ x: 0, y: 0 }, { x: 100, y: 0 }];
  const spots = arrange([...points([0, 0]), area('a', candidates)], sizes);
  const { at, leaders } = spots.find((spot) => spot.ids[0] === 'a')!;
  assert.deepEqual([at.x, at.y, leaders], [100, 0, []]);
});

test('tags of one area stand side by side, those of two areas do not meet', () => {
  const candidates = [{ x: 0, y: 0 }, { x: 5, y: 5 }];
  const spots = arrange([area('a', candidates), area('b', candidates), area('c', [{ x: 3, y: 3 }, { x: 4, y: 4 }])], sizes);
  assert.deepEqual(shownIds(spots), ['a', 'b', 'c']);
  assertApart(spots, 'tags');
});

test('tags that would reach over their area’s edge are one tag of them all', () => {
  const candidates = [{ x: 0, y: 0 }, { x: 5, y: 5 }];
  const spots = arrange([area('a', candidates, 20), area('b', candidates, 20)], sizes);
  assert.deepEqual(spots.map((spot) => [spot.ids, spot.at.x, spot.leaders]), [[['a', 'b'], 0, []]]);
});

test('a tag with no room in its area stands beside it with a line', () => {
  const spots = arrange([...points([0, 0]), area('a', [{ x: 1, y: 1 }, { x: 2, y: 2 }])], sizes);
  assert.deepEqual(spots.find((spot) => spot.ids[0] === 'a')!.leaders.map(({ x, y }) => ({ x, y })), [{ x: 1, y: 1 }]);
  assertApart(spots, 'tag and mark');
});

test('the same marks are arranged the same', () => {
  const marks = points([0, 0], [10, 3], [10, 3], [60, 0], [61, 40], [300, 2]);
  assert.deepEqual(arrange(marks, sizes), arrange(marks, sizes));
});
