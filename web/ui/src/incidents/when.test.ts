import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clockNow, dayWriter } from './when';

const AT = Date.UTC(2026, 1, 23, 5, 5);

for (const [lang, clock, want] of [
  ['en', false, 'Sunday 22 February 2026'],
  ['en', true, 'Sunday 22 February 2026, 23:05'],
  ['es', false, 'domingo 22 de febrero de 2026'],
  ['es', true, 'domingo 22 de febrero de 2026, 23:05'],
] as const) {
  test(`${lang}: ${want}`, () => assert.equal(dayWriter(lang, 'America/Mexico_City', clock)(AT), want));
}

test('a clock has 24 hours', () => assert.match(clockNow('en'), /^\d\d:\d\d:\d\d$/));
