import assert from 'node:assert/strict';
import { test } from 'node:test';

import messages from '../../../i18n/messages.json';
import { figureText, numberText } from './figure';

test('a figure of sources that differ is the least and the most, and never a sum', () => {
  const text = (low?: number, best?: number, high?: number): string => figureText({ low, best, high }, (n) => n.toLocaleString('en'));
  assert.deepEqual(
    [text(), text(0, 0, 0), text(4, 4, 4), text(3, 4, 5), text(4, undefined, 6), text(0, undefined, 6), text(4), text(0), text(undefined, undefined, 1200), text(4, undefined, 4)],
    ['', '', '4', '4', '4–6', '0–6', '4+', '', '≤1,200', '4'],
  );
});

test('a number is as each language of the pages writes it', () => {
  const languages = [...Object.keys(messages['language.name']), 'es-419'];
  assert.ok(languages.length > 2);
  for (const lang of languages) for (let n = -20; n < 12_000; n++) assert.equal(numberText(n, lang), n.toLocaleString(lang), lang);
});
