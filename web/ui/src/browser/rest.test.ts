import assert from 'node:assert/strict';
import { test } from 'node:test';
import { atOnce, inTurns } from './rest';

/** Parts of a work that note what was done. */
function* parts(done: number[], n: number): Generator<void> {
  for (let i = 0; i < n; i++) {
    done.push(i);
    yield;
  }
}

test('work is done whole and in order, in turns as at once', async () => {
  const [slow, quick]: number[][] = [[], []];
  await inTurns(parts(slow!, 5), () => true);
  atOnce(parts(quick!, 5));
  assert.deepEqual([slow, quick], [[0, 1, 2, 3, 4], [0, 1, 2, 3, 4]]);
});

test('work that is not wanted any more ends after the part that it was at', async () => {
  const done: number[] = [];
  await inTurns(parts(done, 5), () => done.length < 3);
  assert.deepEqual(done, [0, 1, 2]);
});

test('others have their turn while long work goes on', async () => {
  const now = performance.now;
  let at = now.call(performance);
  performance.now = () => (at += 100); // each part lasts beyond a turn
  try {
    const done: number[] = [];
    const others: number[] = [];
    const other = (): void => {
      others.push(done.length);
      if (done.length < 5) setTimeout(other);
    };
    setTimeout(other);
    await inTurns(parts(done, 5), () => true);
    assert.deepEqual([...new Set(others)], [1, 2, 3, 4, 5]);
  } finally {
    performance.now = now;
  }
});
