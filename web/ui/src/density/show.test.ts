import assert from 'node:assert/strict';
import { test } from 'node:test';
import { valueOf } from './show';

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
