import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Shape } from './config';

const shapes: Record<Shape, true> = {
  circle: true, square: true, diamond: true, triangle: true, wedge: true, pentagon: true, hexagon: true, star: true, cross: true,
};

const outlines = new Map(
  [...readFileSync('templates/symbols.gohtml', 'utf8').matchAll(/<symbol id="shape-(\w+)" viewBox="0 0 24 24"><path d="([^"]+)"/g)].map(
    (match) => [match[1]!, match[2]!],
  ),
);

test('the page holds an outline for every shape, and no two are the same', () => {
  assert.deepEqual([...outlines.keys()].sort(), Object.keys(shapes).sort());
  assert.equal(new Set(outlines.values()).size, outlines.size);
});

test('outlines are closed and stay within their box', () => {
  for (const [shape, path] of outlines) {
    assert.match(path, /^M.*Z$/, shape);
    for (const number of path.match(/-?\d+(\.\d+)?/g)!) assert.ok(Number(number) >= 0 && Number(number) <= 24, `${shape}: ${number}`);
  }
});
