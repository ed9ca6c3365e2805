import assert from 'node:assert/strict';
import { test } from 'node:test';
import { palettes } from '../basemap/style';
import { contrast, legible, parseColor } from './color';

test('contrast is that of WCAG', () => {
  assert.equal(contrast('#000000', '#ffffff').toFixed(2), '21.00');
  assert.equal(contrast('#777777', '#ffffff').toFixed(2), '4.48');
  assert.equal(contrast('#ffffff', '#777777').toFixed(2), '4.48');
});

test('a legible colour stays what it was, and one that is not is mixed until it is', () => {
  assert.equal(legible('#0571b0', '#ffffff', 3), '#0571b0');
  for (const color of ['#5e3c99', '#a50026', '#0571b0', '#c75100', '#00796b', '#ffff00', '#ffffff', '#000000', 'red']) {
    for (const { land, water } of Object.values(palettes)) {
      for (const ground of [land, water]) {
        const mixed = legible(color, ground, 3);
        assert.ok(contrast(mixed, ground) >= 3, `${color} on ${ground}: ${mixed}`);
      }
    }
  }
});

test('what is not a colour is a grey', () => {
  assert.deepEqual(parseColor('url(x)'), [90, 96, 102]);
});

test("the basemap's names and borders can be read in light and dark", () => {
  for (const [scheme, p] of Object.entries(palettes)) {
    for (const ground of [p.land, p.urban, p.water, p.halo]) {
      assert.ok(contrast(p.text, ground) >= 4.5, `${scheme}: text on ${ground}`);
      assert.ok(contrast(p.textQuiet, ground) >= 4.5, `${scheme}: quiet text on ${ground} ${contrast(p.textQuiet, ground)}`);
    }
    assert.ok(contrast(p.country, p.land) >= 3, `${scheme}: country borders ${contrast(p.country, p.land)}`);
  }
});
