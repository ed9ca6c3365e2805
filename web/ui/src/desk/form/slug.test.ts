import assert from 'node:assert/strict';
import { test } from 'node:test';
import { slugOf } from './slug';

test('an address is made of a title', () => {
  for (const [title, slug] of [
    ['Crisis en Tapalpa: ¿qué pasó?', 'crisis-en-tapalpa-que-paso'],
    ['  --- ', ''],
    ['22 de febrero de 2026', '22-de-febrero-de-2026'],
    ['Ñandú '.repeat(20), 'nandu-'.repeat(10).replace(/-$/, '')],
  ] as const) {
    assert.equal(slugOf(title), slug);
    assert.match(slugOf(title), /^([a-z0-9][a-z0-9-]*)?$/);
  }
});
