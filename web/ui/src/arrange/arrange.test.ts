import assert from 'node:assert/strict';
import { test } from 'node:test';
import { caption, invented, point, random } from '../testing/invented';
import { arrange } from './arrange';
import { REACH } from './points';
import { boxAround, distance, isCut, type Arrangement, type Box, type Frame, type Mark, type XY } from './types';

const frame: Frame = { view: { left: 0, right: 1000, top: 0, bottom: 800 }, boxes: [{ left: 10, right: 54, top: 10, bottom: 196 }] };

const area = (id: string, place: string, candidates: XY[], width = 90, room = 100): Mark => ({ id, place, weight: 0, width, height: 24, candidates: candidates.map((at) => ({ ...at, room })) });

const ids = ({ spots }: Arrangement): string[] => spots.flatMap((spot) => spot.ids).sort();

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right - 1e-6 && b.left < a.right - 1e-6 && a.top < b.bottom - 1e-6 && b.top < a.bottom - 1e-6;
}

/** Fails when anything covers anything, a mark is lost, or one stands too far from its place. */
function assertReadable(found: Arrangement, marks: Mark[], message: string, { view, boxes }: Frame = frame): void {
  assert.deepEqual(ids(found), marks.map(({ id }) => id).sort(), `${message}: each mark once`);
  const named = [...found.spots.map((spot) => [spot.ids.join(' '), boxAround(spot.at, spot)] as const), ...found.captions.map(({ place, box }) => [place, box] as const)];
  named.forEach(([a, box], i) => {
    for (const [b, other] of named.slice(0, i)) assert.ok(!overlap(box, other), `${message}: ${a} and ${b} cover each other`);
  });
  for (const { place, box } of found.captions) assert.ok(boxes.every((other) => !overlap(box, other)), `${message}: ${place} is under a control`);
  for (const { place, box } of found.captions) assert.ok(!isCut(view, box), `${message}: ${place} is cut at the edge`);
  for (const spot of found.spots) assert.ok(spot.width === spot.height || !isCut(view, boxAround(spot.at, spot)), `${message}: the tag ${spot.ids.join(' ')} is cut at the edge`);
  const byId = new Map(marks.map((mark) => [mark.id, mark]));
  for (const spot of found.spots) {
    for (const id of spot.ids) {
      const moved = Math.min(...byId.get(id)!.candidates.map((at) => distance(at, spot.at)));
      assert.ok(moved <= REACH + 1e-6, `${message}: ${id} stands ${moved} px from its place`);
    }
  }
}

test('a mark alone stands at its place, with its name at its right', () => {
  const { spots, captions } = arrange([point('a', 100, 200)], [caption('100,200', 60)], frame);
  assert.deepEqual(spots, [{ ids: ['a'], at: { x: 100, y: 200 }, width: 28, height: 28, leaders: [], narrow: false }]);
  assert.deepEqual(captions, [{ place: '100,200', size: 0, told: false, box: { left: 116, right: 176, top: 192.5, bottom: 207.5 } }]);
});

test('of several at one place the heaviest stands there, the others around it', () => {
  const marks = Array.from({ length: 6 }, (_, i) => point(`m${i}`, 300, 300, i));
  const found = arrange(marks, [caption('300,300', 70)], frame);
  assertReadable(found, marks, 'one place');
  assert.deepEqual(found.spots.find(({ at }) => at.x === 300 && at.y === 300)!.ids, ['m5']);
  assert.equal(found.spots.length, 6);
  assert.equal(found.captions.length, 1);
});

test('more than find room are one mark that holds them all', () => {
  const marks = Array.from({ length: 20 }, (_, i) => point(`m${i}`, 300, 300, i === 7 ? 3 : 1));
  const found = arrange(marks, [], frame);
  assert.deepEqual(found.spots.map(({ ids: [first], at }) => [first, at]), [['m7', { x: 300, y: 300 }]]);
  assert.equal(found.spots[0]!.ids.length, 20);
});

test('marks too close to each other for their reach are one, with lines to their places', () => {
  const marks = Array.from({ length: 60 }, (_, i) => point(`m${i}`, 300 + (i % 8), 300 + Math.floor(i / 8), 60 - i));
  const found = arrange(marks, [], frame);
  assertReadable(found, marks, 'a crowd');
  assert.ok(found.spots.some((spot) => spot.ids.length > 1 && spot.leaders.length > 1));
});

test('whatever the places: nothing covers anything, no mark is lost, and none is far from its place', () => {
  for (const width of [360, 412, 768, 1280, 1920]) {
    for (let round = 1; round <= 12; round++) {
      const next = random(width + round);
      const { marks, captions } = invented(5 + Math.floor(next() * 120), next, width, 700);
      const view = { view: { left: 0, right: width, top: 0, bottom: 700 }, boxes: frame.boxes };
      assertReadable(arrange(marks, captions, view), marks, `${width}, round ${round}`, view);
    }
  }
});

test('what is told gives way to names', () => {
  const marks = [point('a', 100, 300, 3), point('b', 100, 340, 2), point('c', 100, 260, 2)];
  const narrow: Frame = { view: { left: 40, right: 250, top: 230, bottom: 370 }, boxes: [] };
  const full = arrange(marks, [caption('100,300', 120, 60)], narrow);
  assert.equal(full.captions[0]!.size, 0);
  const names = arrange(marks, [caption('100,300', 130, 60), caption('100,340', 126), caption('100,260', 126)], narrow);
  assert.equal(names.captions.length, 3);
  assertReadable(names, marks, 'names', narrow);
});

test('a text apart from its mark has a line to it', () => {
  const others = [[40, 0], [-40, 0], [0, -40], [0, 40], [80, -28], [80, 28], [-80, -28], [-80, 28]];
  const marks = [point('a', 500, 400, 3, 34), ...others.map(([x, y], i) => point(`n${i}`, 500 + x!, 400 + y!, 2))];
  const { captions } = arrange(marks, [caption('500,400', 80)], frame);
  assert.equal(captions.length, 1);
  assert.ok(captions[0]!.line);
});

test('the tag of an area stands where there is room for its name', () => {
  const candidates = [{ x: 300, y: 300 }, { x: 600, y: 300 }];
  const found = arrange([point('p', 310, 300), area('a', 'A', candidates)], [], frame);
  const { at, narrow, leaders, width } = found.spots.find(({ ids: [id] }) => id === 'a')!;
  assert.deepEqual([at, narrow, leaders, width], [{ x: 600, y: 300 }, false, [], 90]);
});

test('entries of one area are one tag, those of two areas do not meet', () => {
  const candidates = [{ x: 300, y: 300 }, { x: 305, y: 305 }, { x: 400, y: 400 }];
  const marks = [area('a', 'A', candidates), area('b', 'A', candidates), area('c', 'C', [{ x: 303, y: 303 }, { x: 304, y: 340 }])];
  const found = arrange(marks, [], frame);
  assertReadable(found, marks, 'tags');
  assert.deepEqual(found.spots.map((spot) => spot.ids), [['a', 'b'], ['c']]);
});

test('a tag without room for its name is its symbol alone; without room for that it joins the nearest mark', () => {
  const walls = [-40, -26, 26, 40].map((x, i) => point(`w${i}`, 300 + x, 300, 2, 24));
  const candidates = [{ x: 300, y: 300 }, { x: 300, y: 301 }];
  const symbol = arrange([...walls, area('a', 'A', candidates)], [], frame).spots.find((spot) => spot.ids.includes('a'))!;
  assert.deepEqual([symbol.narrow, symbol.width], [true, 24]);
  const crowd = Array.from({ length: 25 }, (_, i) => point(`c${i}`, 300 + 28 * ((i % 5) - 2), 300 + 28 * (Math.floor(i / 5) - 2), 2, 24));
  const marks = [...crowd, area('a', 'A', candidates)];
  const found = arrange(marks, [], frame);
  assertReadable(found, marks, 'joined');
  assert.equal(found.spots.length, crowd.length);
});

test('what is taken gives way to nothing', () => {
  const bubble = boxAround({ x: 300, y: 300 }, { width: 44, height: 44 });
  const found = arrange([point('a', 310, 300)], [], frame, [bubble]);
  assert.ok(!overlap(boxAround(found.spots[0]!.at, found.spots[0]!), bubble));
});

test('the same marks are arranged the same', () => {
  const { marks, captions } = invented(200, random(5), 1280, 800);
  assert.deepEqual(arrange(marks, captions, frame), arrange(marks, captions, frame));
});

test('at an edge a text stands wholly in view or gives way, and beyond it wholly out of view', () => {
  const view = { left: 0, right: 390, top: 0, bottom: 460 };
  for (const x of [-200, -60, -17, -10, 0, 8, 40, 350, 382, 390, 400, 407, 450, 600]) {
    for (const y of [-40, 0, 12, 230, 450, 470]) {
      const marks = [point('m', x, y), area('a', 'A', [{ x, y: y + 60 }, { x: x + 30, y: y + 90 }])];
      assertReadable(arrange(marks, [caption(`${x},${y}`, 150, 110, 90)], { view, boxes: [] }), marks, `at ${x}, ${y}`, { view, boxes: [] });
    }
  }
  const { captions: [text] } = arrange([point('m', 385, 200)], [caption('385,200', 90)], { view, boxes: [] });
  assert.ok(text!.box.right <= 390, 'beside a mark at the edge a name is in view');
});

test('a tag among bubbles that leave no room is left out rather than put on one', () => {
  const bubbles = Array.from({ length: 121 }, (_, i) => boxAround({ x: 200 + 30 * (i % 11), y: 200 + 30 * Math.floor(i / 11) }, { width: 30, height: 30 }));
  const found = arrange([area('a', 'A', [{ x: 350, y: 350 }, { x: 360, y: 340 }])], [], frame, bubbles);
  assert.deepEqual(found.spots, []);
});
