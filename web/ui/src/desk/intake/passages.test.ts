import assert from 'node:assert/strict';
import { test } from 'node:test';
import { piecesOf } from './passages';

test('a text is divided where passages begin and end, by code points', () => {
  const drafts = [{ passages: [{ story: 0, start: 2, end: 5 }, { story: 1, start: 0, end: 9 }] }, { passages: [{ story: 0, start: 4, end: 99 }] }];
  assert.deepEqual(piecesOf('🔥 seis', 0, drafts), [
    { text: '🔥 ', drafts: [] },
    { text: 'se', drafts: [0] },
    { text: 'i', drafts: [0, 1] },
    { text: 's', drafts: [1] },
  ]);
  assert.deepEqual(piecesOf('nada', 2, drafts), [{ text: 'nada', drafts: [] }]);
});
