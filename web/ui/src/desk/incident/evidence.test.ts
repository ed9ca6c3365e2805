import assert from 'node:assert/strict';
import { test } from 'node:test';
import { figureText, free } from './evidence';

test('a figure is said as the API says it, and an id is given once', () => {
  assert.equal(figureText({ group: 'police', outcome: 'killed', best: 0 }), 'killed 0');
  assert.equal(figureText({ group: 'police', outcome: 'killed', low: 3, high: 5 }), 'killed 3-5');
  assert.equal(figureText({ group: 'police', outcome: 'wounded', low: 3 }), 'wounded at least 3');
  assert.equal(figureText({ group: 'police', outcome: 'wounded', high: 3 }), 'wounded at most 3');
  const taken = new Set(['k1', 'k3']);
  assert.deepEqual([free('k', taken), free('k', taken), free('k', taken)], ['k2', 'k4', 'k5']);
});
