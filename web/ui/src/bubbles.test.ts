import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bubbleSize, intoCell, shortNumber } from './bubbles';

test('a bubble is as large as its number is long, within limits', () => {
  assert.deepEqual([2, 42, 999, 1_234_567].map(bubbleSize), [32, 38, 44, 50]);
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
