/**
 * The page's map and the pictures are laid out alike: both are held to the same cases, which this writes anew
 * with BLESS=1 in the environment.
 */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { test } from 'node:test';
import shared from '../../../staticmap/layout/testdata/arrange.json';
import { arrange } from './arrange';
import type { Caption, Mark } from './types';

for (const one of shared.cases) {
  test(one.name, () => {
    const marks = one.marks.map(({ at, ...mark }): Mark => ({ ...mark, candidates: at.map(([x, y, room]) => ({ x: x!, y: y!, room: room! })) }));
    const captions = one.captions.map(({ place, sizes }): Caption => ({ place, sizes: sizes.map(([width, height]) => ({ width: width!, height: height! })) }));
    const frame = { view: { left: 0, right: one.width, top: 0, bottom: one.height }, boxes: [{ left: 10, right: 54, top: 10, bottom: 196 }] };
    const found = arrange(marks, captions, frame);
    const spots = found.spots.map(({ ids, at, width, narrow, leaders }) => {
      const lines = leaders.map(({ x, y }) => ` ${x.toFixed(2)},${y.toFixed(2)}`).join('');
      return `[${ids.join(' ')}] ${at.x.toFixed(2)} ${at.y.toFixed(2)} ${width.toFixed(2)} ${narrow}${lines}`;
    });
    const written = found.captions.map(({ place, size, box, line }) => `${place} ${size} ${box.left.toFixed(2)} ${box.top.toFixed(2)} ${line !== undefined}`);
    if (process.env['BLESS']) Object.assign(one, { spots, written });
    assert.deepEqual(spots, one.spots);
    assert.deepEqual(written, one.written);
  });
}

const file = process.env['BLESS_ARRANGE'];
if (file) test('the cases are written anew', () => writeFileSync(file, `${JSON.stringify(shared)}\n`));
