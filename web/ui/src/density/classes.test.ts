import assert from 'node:assert/strict';
import { test } from 'node:test';
import { classesOf, classOf, MOST_CLASSES, rounded } from './classes';

test('few values have a class each', () => {
  assert.deepEqual(classesOf([3, 1, 3, 0]), [{ from: 1, to: 1 }, { from: 3, to: 3 }]);
  assert.deepEqual(classesOf([]), []);
  assert.deepEqual(classesOf([0, 0]), []);
});

test('every value above zero is in one class, classes ascend and are told by what is in them', () => {
  let state = 7;
  const next = (): number => (state = (state * 48271) % 2147483647) / 2147483647;
  for (let round = 0; round < 300; round++) {
    const spread = 10 ** (1 + Math.floor(next() * 5));
    const values = Array.from({ length: 1 + Math.floor(next() * 200) }, () => Math.floor(next() ** 4 * spread));
    const classes = classesOf(values);
    assert.ok(classes.length <= MOST_CLASSES);
    classes.forEach(({ from, to }, i) => {
      assert.ok(from <= to && (i === 0 || from > classes[i - 1]!.to), `round ${round}: ${JSON.stringify(classes)}`);
      assert.ok(values.includes(from) && values.includes(to), `round ${round}: a class ends where no value is`);
    });
    for (const value of values) assert.equal(classOf(value, classes) === -1, value === 0, `round ${round}: ${value}`);
    const distinct = new Set(values.filter((value) => value > 0)).size;
    assert.equal(classes.length, Math.min(distinct, MOST_CLASSES), `round ${round}`);
  }
});

test('rates have three digits', () => {
  assert.deepEqual([0, 0.012345, 1.23456, 123.4, 98765].map(rounded), [0, 0.0123, 1.23, 123, 98765]);
});
