import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bubbleSize, figureSize, intoCell, legendCount, shortNumber } from './bubbles';

test('the areas of bubbles are as their counts, within limits', () => {
  const [large, quarter] = [bubbleSize(1000, 1000, 2), bubbleSize(250, 1000, 2)];
  assert.deepEqual([large, quarter, bubbleSize(1, 1000, 1)], [60, 30, 26]);
});

test('the numbers stay inside their circles, in every language', () => {
  for (const lang of ['en', 'es']) {
    for (let count = 2; count < 5e6; count = Math.ceil(count * 1.7)) {
      for (const most of [count, count * 10, count * 1e4]) {
        const text = shortNumber(count, lang);
        const width = bubbleSize(count, most, text.length);
        const size = figureSize(text.length, width, 13);
        assert.ok(size !== undefined && size >= 9, `${text} in ${width}`);
        assert.ok(text.length * size * 0.6 <= width - 8 + 1e-9, `${text} in ${width}`);
        assert.ok(width <= 60);
      }
    }
  }
  assert.equal(figureSize(9, 30, 11), undefined);
});

test('the legend has a round count whose area is true', () => {
  assert.deepEqual([1, 3, 5, 7, 19, 1234, 4750].map(legendCount), [1, 1, 2, 2, 5, 500, 2000]);
  for (let most = 2; most < 5e6; most = Math.ceil(most * 1.3)) {
    const count = legendCount(most);
    assert.ok(count <= most / 2 || most < 2, `${count} of ${most}`);
    assert.equal(bubbleSize(count, most, 1), Math.ceil(60 * Math.sqrt(count / most)));
  }
});

test('numbers are short, by language', () => {
  assert.deepEqual([950, 1_234, 38_400, 1_200_000].map((n) => shortNumber(n, 'en')), ['950', '1.2K', '38K', '1M']);
  assert.equal(shortNumber(1_234, 'es').replace(/\s/g, ' '), '1,2 mil');
});

test('bubbles of neighbouring cells do not overlap', () => {
  const cell = 64;
  for (const [a, b] of [[63.9, 64.1], [0.1, -0.1], [32, 96]] as const) {
    const size = 50;
    assert.ok(Math.abs(intoCell(a, cell, size) - intoCell(b, cell, size)) >= size + 1, `${a} ${b}`);
  }
  assert.equal(intoCell(100, 64, 32), 100); // already inside
  assert.equal(intoCell(10, 20, 50), 10); // wider than its cell: in the middle
});
