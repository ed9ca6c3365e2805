import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fittingZoom, readStill, showsBox } from './still';

const svg =
  "<svg xmlns='http://www.w3.org/2000/svg' data-world='1000' data-box='400 600' data-size='1200 900' data-middle='0.25 0.5'><style>.l{fill:#fff}</style>" +
  "<foreignObject><svg id='base' xmlns='http://www.w3.org/2000/svg' viewBox='0 0 2400 1800' width='100%'><path class='l' d='M0 0l1 1z'/><g id='areas'><path class='c0'/></g></svg></foreignObject>" +
  "<g id='names'><g style='--x:-50;--y:20'><circle class='p' r='2.2'/><text class='city' data-rank='12' x='6' y='4'>L&#39;Aquila &amp; Co</text></g><desc>0 0 country 1 Mexico|-5 -20 city 30 &#39;s-Hertogenbosch|</desc></g></svg>";

test('a first paint is taken apart into its base and its names', () => {
  const still = readStill('data:image/svg+xml,' + encodeURIComponent(svg))!;
  assert.deepEqual([still.world, still.box, still.middle], [1000, [400, 600], [0.25, 0.5]]);
  assert.deepEqual(still.corners.map((c) => +c.toFixed(9)), [-0.35, 0.05, 0.85, 0.95]);
  assert.deepEqual(still.names, [
    { name: 'L\'Aquila & Co', class: 'city', rank: 12, x: 0.2, y: 0.52 },
    { name: 'Mexico', class: 'country', rank: 1, x: 0.25, y: 0.5 },
    { name: '\'s-Hertogenbosch', class: 'city', rank: 30, x: 0.245, y: 0.48 },
  ]);
  const base = decodeURIComponent(still.base);
  assert.match(base, /viewBox='0 0 2400 1800'/);
  assert.match(base, /class='l'/);
  assert.doesNotMatch(base, /areas|names|c0/);
});

test('other pictures are not', () => {
  for (const src of [undefined, '', '/image.png', 'data:image/png;base64,AA', 'data:image/svg+xml,' + encodeURIComponent('<svg></svg>')]) {
    assert.equal(readStill(src), undefined);
  }
});

test('the box fits as the style of the picture has it', () => {
  const still = readStill('data:image/svg+xml,' + encodeURIComponent(svg))!;
  assert.equal(fittingZoom(still, 400, 600, 0, 20), Math.log2(1000 / 256));
  assert.equal(fittingZoom(still, 800, 600, 0, 20), Math.log2(1000 / 256));
  assert.equal(fittingZoom(still, 200, 600, 2, 20), 2);
  assert.equal(fittingZoom(still, 4e9, 6e9, 2, 14), 14);
});

test('what is drawn beyond the ends of the world is cut off, and the rest keeps its place', () => {
  // The world is 1000 units high and 1500 are drawn, 550 of them north of it: 2000 steps for 1500 units.
  const high = svg.replace("data-size='1200 900' data-middle='0.25 0.5'", "data-size='1200 1500' data-middle='0.25 0.2'").replace('2400 1800', '2400 2000');
  const still = readStill('data:image/svg+xml,' + encodeURIComponent(high))!;
  const [west, north, east, south] = still.corners;
  assert.deepEqual([west, north, east, south].map((c) => +c.toFixed(9)), [-0.35, 0, 0.85, 0.95]);
  const window = /viewBox='([^']*)'/.exec(decodeURIComponent(still.base))![1]!.split(' ').map(Number);
  assert.deepEqual(window.map(Math.round), [0, 733, 2400, 1267]);
  // A world has as many steps down as before.
  assert.ok(Math.abs(window[3]! / (south - north) - 2000 / 1.5) < 0.01);
});

test('a picture of another box than the one wanted is told', () => {
  const world = 1000;
  const still = { ...readStill('data:image/svg+xml,' + encodeURIComponent(svg))!, world };
  const of = (west: number, east: number) => ({ ...still, box: [((east - west) / 360) * world, 250] as [number, number], middle: [(west + east) / 720 + 0.5, 0.5] as [number, number] });
  const lat = 40.9799; // an eighth of the world from the equator
  assert.ok(showsBox(of(-100, -80), [-100, -lat, -80, lat]));
  assert.ok(showsBox(of(170, 190), [170, -lat, -170, lat]));
  assert.ok(!showsBox(of(-100, -80), [-98, -lat, -78, lat]));
  assert.ok(!showsBox(of(-100, -80), [-100, -30, -80, 30]));
  assert.ok(!showsBox(of(-100, -80), [-100, -lat, -70, lat]));
});
