import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textPatch } from './texts';

test('a text that is taken out is null in a patch', () => {
  assert.deepEqual(textPatch({ es: 'uno', en: 'one' }, { es: 'dos' }), { es: 'dos', en: null });
  assert.deepEqual(textPatch(undefined, { es: 'dos' }), { es: 'dos' });
});
