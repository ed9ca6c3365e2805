/** What the form of an incident sends, and what it says while nothing is sent. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPage, settled } from '../testing/page';
import type { DeskConfig } from './config';
import type { Editor } from './editor';
import type { Incident, Story } from './forms';
import type { DeskPage } from './page';
import { Problem } from './problem';

const words = (...values: string[]): { value: string; title: string }[] => values.map((value) => ({ value, title: value }));

const config: DeskConfig = {
  page: 'incident', lang: 'en', root: '', messages: {}, mapWords: {}, importOptions: [], languages: words('en', 'es'), limits: { title: 500, text: 20000, list: 200 },
  basemap: { url: '', maxZoom: 8, attribution: '' },
  kinds: [{ value: 'attack', title: 'Attack', class: 'incident', shape: 'circle' }],
  choices: new Proxy({}, { get: (_, name) => (name === 'revision_kind' ? words('update', 'correction') : words('day', 'near', 'event')) }),
};

const story: Story = { slug: 's', title: { es: 'H' }, languages: ['es', 'en'], zone: 'UTC', view: { bbox: [0, 0, 1, 1] }, layers: [] };

const stored = (more: Partial<Incident> = {}): Incident => ({
  id: '01', revision: 1, kind: 'attack', title: { es: 'Tres muertos' }, workflow: 'draft', start: '2026-02-22T00:00:00Z', time_precision: 'day', zone: 'UTC', basis: 'event',
  geometry: { type: 'Point', coordinates: [-103, 20] }, precision: 'near', radius_m: 300, ...more,
});

interface Desk {
  editor: Editor;
  doc: Document;
  said: string[];
  failed: unknown[];
  /** The patches that were sent. */
  sent: Record<string, unknown>[];
  answers: { check: () => unknown; patch: () => unknown; newest: () => Incident };
}

async function open(incident: Incident): Promise<Desk> {
  const { doc } = openPage('<main></main>');
  const held = globalThis as unknown as Record<string, unknown>;
  held['IntersectionObserver'] = class {
    observe(): void {}
    disconnect(): void {}
  };
  held['localStorage'] = (held['window'] as Window).localStorage;
  held['CustomEvent'] = (held['window'] as { CustomEvent: unknown }).CustomEvent;
  const { Editor } = await import('./editor');
  const desk = { doc, said: [], failed: [], sent: [] } as unknown as Desk;
  desk.answers = { check: () => ({ readers: { before: null, after: null } }), patch: () => ({ id: '01', incident: { ...incident, revision: 2 } }), newest: () => incident };
  const api = {
    get: async () => ({ body: desk.answers.newest(), etag: '"2"' }),
    post: async () => ({ body: desk.answers.check(), etag: '' }),
    patch: async (_: string, body: Record<string, unknown>) => {
      desk.sent.push(body);
      return { body: desk.answers.patch(), etag: '"2"' };
    },
  };
  const session = { person: { id: 'p', name: 'P', login: 'p', admin: true }, stories: { s: 'editor' }, csrf: '' };
  const page = { config, api, session, langs: ['es'], say: (text: string) => desk.said.push(text), fail: (error: unknown) => desk.failed.push(error), calm: () => undefined, readers: (path: string) => path, href: (path: string) => path } as unknown as DeskPage;
  desk.editor = new Editor(page, story, { body: incident, etag: '"1"', replayed: false });
  doc.querySelector('main')!.append(desk.editor.element);
  desk.editor.start();
  await settled();
  return desk;
}

function control(desk: Desk, name: string): HTMLInputElement {
  return desk.doc.querySelector<HTMLInputElement>(`[data-field="${name}"] :is(input, textarea, select)`)!;
}

function write(desk: Desk, name: string, value: string): void {
  control(desk, name).value = value;
  control(desk, name).dispatchEvent(new Event('change', { bubbles: true }));
}

const wrong = (desk: Desk, name: string): string => desk.doc.querySelector(`[data-field="${name}"] > .wrong`)!.textContent!;

for (const [name, value, told] of [['corner.0.1', '91', 'wrong.range'], ['corner.0.0', '-181', 'wrong.range'], ['corner.0.1', '', 'wrong.missing'], ['radius_m', '-5', 'wrong.least']] as const) {
  test(`${name} of "${value}" is not saved as what was there before`, async () => {
    const desk = await open(stored());
    write(desk, name, value);
    write(desk, 'title.es', 'Otro título');
    await desk.editor.do('save');
    assert.deepEqual([desk.sent, wrong(desk, name), desk.said], [[], told, ['error.fields']]);
    write(desk, name, '7');
    await desk.editor.do('save');
    assert.equal(desk.sent.length, 1);
    assert.equal(wrong(desk, name), '');
    const { geometry, radius_m } = desk.sent[0] as Partial<Incident>;
    if (name === 'radius_m') assert.equal(radius_m, 7);
    else assert.equal((geometry!.coordinates as number[])[name === 'corner.0.0' ? 0 : 1], 7);
  });
}

test('what the server finds wrong while it looks a change over stands beside its field', async () => {
  const desk = await open(stored({ workflow: 'published' }));
  desk.answers.check = () => {
    throw new Problem(422, 'invalid', '', [{ parameter: 'radius_m', detail: '3e+07 is not a distance in metres on Earth' }]);
  };
  write(desk, 'radius_m', '30000000');
  await desk.editor.do('save');
  assert.deepEqual([desk.sent, desk.failed, wrong(desk, 'radius_m')], [[], [], 'wrong.distance']);
});

/** Presses the button of the open dialog that says this; the one that sends it where nothing is said. */
async function press(desk: Desk, text?: string): Promise<void> {
  const dialog = desk.doc.querySelector('dialog')!;
  if (text) [...dialog.querySelectorAll('button')].find((b) => b.textContent === text)!.click();
  else dialog.querySelector('form')!.dispatchEvent(new Event('submit', { cancelable: true }));
  await settled();
}

test('what is told of a change is kept while its words are mended, until it is sent', async () => {
  const desk = await open(stored({ workflow: 'published' }));
  desk.answers.check = () => ({ readers: { before: null, after: null }, warnings: [{ field: 'title', lang: 'es', words: 'Tres', old: 3, new: 5 }] });
  const told = (): string[] => ['revision_kind', 'note.es', 'note.en'].map((name) => control(desk, name).value);
  write(desk, 'summary.es', 'Cinco');
  let done = desk.editor.do('save');
  await settled();
  assert.deepEqual(told(), ['', '', '']);
  for (const [name, value] of [['revision_kind', 'correction'], ['note.es', 'Eran cinco'], ['note.en', 'It was five']] as const) write(desk, name, value);
  await press(desk, 'publish.change_words');
  await done;
  assert.equal(desk.sent.length, 0);
  desk.answers.check = () => ({ readers: { before: null, after: null } });
  done = desk.editor.do('save');
  await settled();
  assert.deepEqual(told(), ['correction', 'Eran cinco', 'It was five']);
  await press(desk);
  await done;
  assert.deepEqual([desk.sent[0]!['revision_kind'], desk.sent[0]!['note']], ['correction', { es: 'Eran cinco', en: 'It was five' }]);
  assert.deepEqual(desk.editor.changeNote, { kind: '', note: {}, at: '' }, 'it is told of one change');
});

const news = (desk: Desk): string | undefined => desk.doc.querySelector('form.sheet > [role=status] > .notice')?.textContent ?? undefined;

for (const [theirs, told] of [[false, 'conflict.merged'], [true, 'conflict.theirs_stand']] as const) {
  test(`after two versions the desk says ${told}, until something is saved`, async () => {
    const desk = await open(stored());
    desk.answers.newest = () => stored({ revision: 2, author: 'Q', title: { es: 'Cuatro muertos' } });
    desk.answers.patch = () => {
      throw new Problem(412, 'precondition_failed', '');
    };
    write(desk, 'title.es', 'Cinco muertos');
    const done = desk.editor.do('save');
    await settled();
    if (theirs) {
      const radio = desk.doc.querySelectorAll<HTMLInputElement>('dialog input[type=radio]')[1]!;
      radio.checked = true;
      radio.dispatchEvent(new Event('change'));
    }
    await press(desk);
    await done;
    assert.equal(news(desk), told);
    assert.equal(desk.sent.length, 1, 'nothing was sent a second time');
    assert.equal(control(desk, 'title.es').value, theirs ? 'Cuatro muertos' : 'Cinco muertos');
    if (theirs) return;
    desk.answers.patch = () => ({ id: '01', incident: stored({ revision: 3, title: { es: 'Cinco muertos' } }) });
    await desk.editor.do('save');
    assert.equal(news(desk), undefined);
    assert.deepEqual(desk.said.at(-1), 'saved');
  });
}
