import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Steady } from './steady';

test('a height is told when it is another, larger or smaller', () => {
  const steady = new Steady();
  assert.deepEqual([500, 500, 900, 900, 500].map((height, i) => steady.takes(height, i * 10)), [true, false, true, false, true]);
});

test('two heights that follow each other without end come to rest at the larger', () => {
  const steady = new Steady();
  let now = 0;
  let height = 500;
  let told = 0;
  while (steady.takes(height, now) && told < 50) {
    told++;
    now += 16;
    height = height === 500 ? 520 : 500; // the host follows, and the content answers
  }
  assert.ok(told <= 6, `${told} heights are told`);
  assert.equal(height, 500, 'the smaller is refused');
});

test('a reader who opens and closes a list slowly is followed each time', () => {
  const steady = new Steady();
  for (let i = 0; i < 20; i++) assert.ok(steady.takes(i % 2 ? 900 : 500, i * 1500));
});
