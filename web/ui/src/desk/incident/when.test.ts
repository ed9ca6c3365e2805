import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parts, span } from './when';

test('a time is written no more exactly than its precision, and read as its clocks show it', () => {
  assert.deepEqual(parts('2026-02-22T14:30:00-06:00', true), ['2026-02-22', '14:30']);
  assert.deepEqual(parts('2026-02-22T00:00:00-06:00', false), ['2026-02-22', '']);
  assert.deepEqual(parts(undefined, true), ['', '']);
  for (const [precision, want] of [['minute', '2026-02-22T14:30'], ['hour', '2026-02-22T14:30'], ['day', '2026-02-22'], ['week', '2026-02-22'], ['month', '2026-02'], ['year', '2026']] as const) {
    assert.equal(span(precision, '2026-02-22', '14:30'), want, precision);
  }
  assert.equal(span('minute', '2026-02-22', ''), '2026-02-22');
  assert.equal(span('day', '', '14:30'), '');
});
