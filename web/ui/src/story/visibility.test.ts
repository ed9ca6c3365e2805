import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LayerConfig } from './config';
import { isVisible, wornLayer } from './visibility';

const layers = ['operation', 'deaths', 'riot'].map((id): LayerConfig => ({ id, title: id, shape: 'circle', color: '#000000' }));

test('an incident shows while one of its layers is on', () => {
  assert.equal(isVisible(['operation', 'deaths'], new Set(['deaths']), layers), true);
  assert.equal(isVisible(['operation', 'deaths'], new Set(['riot']), layers), false);
  assert.equal(isVisible(['operation'], new Set(), layers), false);
});

test('one in no layer shows while all are on', () => {
  assert.equal(isVisible([], new Set(['operation', 'deaths', 'riot']), layers), true);
  assert.equal(isVisible([], new Set(['operation', 'deaths']), layers), false);
  assert.equal(isVisible([], new Set(), []), true);
});

test('it wears the symbol of its first layer that is on', () => {
  assert.equal(wornLayer(['deaths', 'operation'], new Set(['operation', 'deaths']), layers)?.id, 'operation');
  assert.equal(wornLayer(['deaths', 'operation'], new Set(['deaths']), layers)?.id, 'deaths');
  assert.equal(wornLayer([], new Set(['deaths']), layers), undefined);
});
