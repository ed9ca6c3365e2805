import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textOf, valueOf } from './show';

test('what is not known is no number: neither nobody, nor a rate', () => {
  assert.equal(valueOf({ count: 3 }, 'deaths'), 0);
  assert.equal(valueOf({ count: 3, fatalities: 2 }, 'deaths'), 2);
  assert.equal(valueOf({ count: 3, fatalities_low: 4, fatalities_high: 9 }, 'deaths'), 4);
  assert.equal(valueOf({ count: 3, fatalities_high: 9 }, 'deaths'), undefined);
  assert.equal(valueOf({ count: 3000, figures_unknown: true }, 'deaths'), undefined);
  assert.equal(valueOf({ count: 3000, figures_unknown: true, population: 10 }, 'deaths_rate'), undefined);
  assert.equal(valueOf({ count: 3000, figures_unknown: true }, 'entries'), 3000);
  assert.equal(valueOf({ count: 5 }, 'entries_rate'), undefined);
  assert.equal(valueOf({ count: 5, population: 200_000 }, 'entries_rate'), 2.5);
});

test('a measure about which sources differ is told as a range, never as its least', () => {
  const differing = { count: 15, fatalities_low: 7, fatalities_high: 9, population: 1_000_000 };
  assert.equal(textOf(differing, 'deaths', String), '7–9');
  assert.equal(textOf(differing, 'deaths_rate', String), '0.7–0.9');
  assert.equal(textOf({ count: 1, fatalities: 2 }, 'deaths', String), '2');
  assert.equal(textOf({ count: 1, fatalities_low: 3 }, 'deaths', String), '3+');
  assert.equal(textOf({ count: 1 }, 'deaths', String), '0');
  assert.equal(textOf(differing, 'entries', String), '15');
});
