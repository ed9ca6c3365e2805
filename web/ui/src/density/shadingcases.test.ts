/** The page's map shades areas as pictures do: both are held to the same cases. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import shared from '../../../density/testdata/shading.json';
import { classesOf, rounded } from './classes';
import { shades, shadesFor } from './picture';

test('classes', () => {
  for (const { values, classes } of shared.classes) {
    assert.deepEqual(classesOf(values).map(({ from, to }) => [from, to]), classes, String(values));
  }
});

test('rates', () => {
  for (const [rate, short] of shared.rates) assert.equal(rounded(rate!), short);
});

test('shades', () => {
  for (const { theme, measure, classes, colors } of shared.shades) {
    assert.deepEqual(shadesFor(shades[theme as 'light' | 'dark'][measure as 'entries' | 'deaths'], classes), colors);
  }
});
