import assert from 'node:assert/strict';
import { test } from 'node:test';
import table from '../../../../i18n/desk.json';
import { t, useMessages } from './words';

const texts = Object.entries(table).map(([key, said]) => ({ key: key.slice('desk.'.length), ...said }));

for (const lang of ['en', 'es'] as const) {
  test(`one is counted as one in ${lang}, and more as more`, () => {
    useMessages(Object.fromEntries(texts.map((said) => [said.key, said[lang]])));
    const ones = texts.filter(({ key }) => key.endsWith('.one')).map(({ key }) => key.slice(0, -'.one'.length));
    assert.ok(ones.length > 5);
    for (const key of ones) {
      const [one, several] = [t(key, { n: 1 }), t(key, { n: 2 })];
      assert.match(one, /\b1\b/, key);
      assert.match(several, /\b2\b/, key);
      assert.notEqual(one.replace('1', '2'), several, key);
      assert.ok(!several.includes('.one'), key);
    }
  });
}

test('what is said of several, by its English, is said of one, too', () => {
  const known = new Set(texts.map(({ key }) => key));
  for (const { key, en } of texts) {
    if (/\{n\} (more )?[a-z]+s\b/.test(en)) assert.ok(known.has(`${key}.one`), `${key}: ${en}`);
  }
});
