import assert from 'node:assert/strict';
import { test } from 'node:test';
import { actionsOf } from './actions';
import type { Session } from './api';
import { positionsOf, shapeOf } from './corners';
import { figureText, free } from './evidence';
import type { Position, Story } from './forms';
import { piecesOf } from './passages';
import { adoptKinds, titleOf, type DeskConfig } from './config';
import { kindID } from './kindsform';
import { slugOf } from './slug';
import { textPatch } from './texts';
import { parts, span } from './when';

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

test('a time is written no more exactly than its precision, and read as its clocks show it', () => {
  assert.deepEqual(parts('2026-02-22T14:30:00-06:00', true), ['2026-02-22', '14:30']);
  assert.deepEqual(parts('2026-02-22T00:00:00-06:00', false), ['2026-02-22', '']);
  assert.deepEqual(parts(undefined, true), ['', '']);
  for (const [precision, want] of [['minute', '2026-02-22T14:30'], ['hour', '2026-02-22T14:30'], ['day', '2026-02-22'], ['week', '2026-02-22'], ['month', '2026-02'], ['year', '2026']] as const) {
    assert.equal(span(precision, '2026-02-22', '14:30'), want, precision);
  }
  assert.equal(span('minute', '2026-02-22', ''), '2026-02-22');
  assert.equal(span('day', '', '14:30'), '');
});

test('a shape that is drawn can be read back, and an area goes counterclockwise', () => {
  const square: Position[] = [[0, 0], [0, 1], [1, 1], [1, 0]]; // clockwise
  for (const [type, positions] of [['Point', [[1, 2]]], ['LineString', [[1, 2], [3, 4]]]] as ['Point' | 'LineString', Position[]][]) {
    assert.deepEqual(positionsOf(shapeOf(type, positions)), { type, positions });
  }
  const ring = (shapeOf('Polygon', square)!.coordinates as Position[][])[0]!;
  assert.deepEqual(ring[0], ring.at(-1));
  let doubled = 0;
  for (let i = 0; i + 1 < ring.length; i++) doubled += ring[i]![0] * ring[i + 1]![1] - ring[i + 1]![0] * ring[i]![1];
  assert.ok(doubled > 0);
  assert.equal(positionsOf(shapeOf('Polygon', square))!.positions.length, 4);
  assert.equal(shapeOf('Polygon', square.slice(0, 2)), null);
  assert.equal(shapeOf('LineString', [[0, 0]]), null);
  assert.equal(positionsOf({ type: 'MultiPolygon', coordinates: [] }), undefined);
});

test('a figure is said as the API says it, and an id is given once', () => {
  assert.equal(figureText({ group: 'police', outcome: 'killed', best: 0 }), 'killed 0');
  assert.equal(figureText({ group: 'police', outcome: 'killed', low: 3, high: 5 }), 'killed 3-5');
  assert.equal(figureText({ group: 'police', outcome: 'wounded', low: 3 }), 'wounded at least 3');
  assert.equal(figureText({ group: 'police', outcome: 'wounded', high: 3 }), 'wounded at most 3');
  const taken = new Set(['k1', 'k3']);
  assert.deepEqual([free('k', taken), free('k', taken), free('k', taken)], ['k2', 'k4', 'k5']);
});

test('a text that is taken out is null in a patch', () => {
  assert.deepEqual(textPatch({ es: 'uno', en: 'one' }, { es: 'dos' }), { es: 'dos', en: null });
  assert.deepEqual(textPatch(undefined, { es: 'dos' }), { es: 'dos' });
});

const story = (second: boolean): Story => ({ slug: 's', title: {}, languages: ['es'], zone: 'UTC', view: { bbox: [0, 0, 1, 1] }, layers: [], policy: { second_approver: second } });
const session = (role: string, admin = false): Session => ({ person: { id: 'p', name: 'P', login: 'p', admin }, stories: role ? { s: role } : {}, csrf: '' });

test('a reporter writes and sends to review; what is public is for editors', () => {
  const draft = { kind: 'attack', title: {}, workflow: 'draft', id: 'x' };
  assert.deepEqual(actionsOf(session('reporter'), story(false), draft), ['save', 'review']);
  assert.deepEqual(actionsOf(session('reporter'), story(false), { ...draft, workflow: 'published' }), []);
  assert.deepEqual(actionsOf(session('editor'), story(false), draft), ['save', 'publish', 'review', 'approve']);
  assert.deepEqual(actionsOf(session('editor'), story(true), draft), ['save', 'review', 'approve'], 'no publishing past the second person');
  assert.deepEqual(actionsOf(session('editor'), story(true), { ...draft, workflow: 'approved' }), ['save', 'publish', 'draft']);
  assert.deepEqual(actionsOf(session('editor'), story(true), { ...draft, workflow: 'published' }), ['review', 'archive', 'retract', 'redact'], 'a change of what is public goes to the second person');
  assert.deepEqual(actionsOf(session('editor'), story(true), { ...draft, workflow: 'archived' }), ['review', 'publish', 'retract', 'redact']);
  assert.deepEqual(actionsOf(session('editor'), story(false), { ...draft, workflow: 'published' }), ['save', 'archive', 'retract', 'redact']);
  assert.deepEqual(actionsOf(session('reporter'), story(true), { ...draft, workflow: 'published' }), []);
  assert.ok(!actionsOf(session('reporter'), story(false), { ...draft, workflow: 'approved' }).includes('save'), 'what is approved is changed by who may approve');
  assert.deepEqual(actionsOf(session('', true), story(false), { ...draft, disposition: 'retracted' }), ['redact', 'erase']);
  assert.deepEqual(actionsOf(session('admin'), story(false), draft).at(-1), 'erase', 'an admin of the story erases, and an editor does not');
  assert.deepEqual(actionsOf(session(''), story(false), draft), []);
});

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
