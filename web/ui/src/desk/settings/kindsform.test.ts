import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Story } from '../api/forms';
import { adoptKinds, titleOf, type DeskConfig } from '../text/config';
import { kindID } from './kindsform';

test('the kinds that a story declares stand behind those of all, once, by ids as the server makes them', () => {
  for (const [name, id] of [['Toma de caseta', 'x_toma_de_caseta'], ['Ñandú  (2)', 'x_nandu_2'], ['---', 'x_kind']] as const) assert.equal(kindID(name), id);
  const config = { lang: 'es', kinds: [{ value: 'roadblock', title: 'Bloqueo', class: 'incident', shape: 'square' }], choices: {} } as unknown as DeskConfig;
  const story = { languages: ['en'], kinds: [{ id: 'x_ban', title: { en: 'Ban' }, class: 'advisory', shape: 'wedge' }] } as unknown as Story;
  for (let i = 0; i < 2; i++) adoptKinds(config, story);
  assert.deepEqual(config.kinds.map((k) => k.value), ['roadblock', 'x_ban']);
  assert.equal(titleOf(config, 'kind', 'x_ban'), 'Ban');
  adoptKinds(config, { languages: ['en'] } as unknown as Story);
  assert.equal(config.kinds.length, 1);
});
