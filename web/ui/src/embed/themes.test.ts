import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

test('a page that is dark by itself has the colours of one that follows the system', () => {
  const css = readFileSync('src/css/tokens.css', 'utf8');
  const colours = (selector: string): string[] => {
    const [, rest] = css.split(`${selector} {`);
    return (rest ?? '').split('}')[0]!.split('\n').map((line) => line.trim()).filter(Boolean);
  };
  const byItself = colours(":root:where([data-theme='dark'])");
  assert.ok(byItself.length > 8);
  assert.deepEqual(byItself, colours(":root:where(:not([data-theme='light']))"));
});
