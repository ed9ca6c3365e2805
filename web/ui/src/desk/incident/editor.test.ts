/** What the form of an incident sends, and what it says while nothing is sent. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPage, settled } from '../../testing/page';
import type { DeskConfig } from '../text/config';
import type { Editor } from './editor';
import type { Incident, Story } from '../api/forms';
import type { DeskPage } from '../shell/page';
import { Problem } from '../api/problem';

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
  /** What was told of what could not be sent. */
  unsent: unknown[];
  /** The patches that were sent. */
  sent: Record<string, unknown>[];
  answers: { check: () => unknown; patch: () => unknown; newest: () => Incident };
}

/** Whether the browser has no room for more. */
let full = false;

function storageOf(window: Window): Storage {
  const storage = window.localStorage;
  return new Proxy(storage, {
    get: (_, name) => {
      if (name === 'setItem' && full) throw new Error('no room');
      const value = Reflect.get(storage, name) as unknown;
      return typeof value === 'function' ? value.bind(storage) : value;
    },
  });
}

/** Opens an incident at the desk; kept is work that the browser has of it. */
async function open(incident: Incident, kept: string | null = null, role = 'admin'): Promise<Desk> {
  const { doc } = openPage('<main></main>');
  const held = globalThis as unknown as Record<string, unknown>;
  held['IntersectionObserver'] = class {
    observe(): void {}
    disconnect(): void {}
  };
  held['localStorage'] = storageOf(held['window'] as Window);
  if (kept) localStorage.setItem('incidentmap-desk:p/s/01', kept);
  held['CustomEvent'] = (held['window'] as { CustomEvent: unknown }).CustomEvent;
  const { Editor } = await import('./editor');
  const desk = { doc, said: [], failed: [], sent: [], unsent: [] } as unknown as Desk;
  desk.answers = { check: () => ({ readers: { before: null, after: null } }), patch: () => ({ id: '01', incident: { ...incident, revision: 2 } }), newest: () => incident };
  const api = {
    get: async () => ({ body: desk.answers.newest(), etag: '"2"' }),
    post: async () => ({ body: desk.answers.check(), etag: '' }),
    patch: async (_: string, body: Record<string, unknown>) => {
      desk.sent.push(body);
      return { body: desk.answers.patch(), etag: '"2"' };
    },
  };
  const session = { person: { id: 'p', name: 'P', login: 'p', admin: role === 'admin' }, stories: { s: role }, csrf: '' };
  const page = { config, api, session, langs: ['es'], say: (text: string) => desk.said.push(text), fail: (error: unknown, unsent: string) => (desk.failed.push(error), desk.unsent.push(unsent)), attempt: async (work: () => Promise<unknown>) => (await work(), true), calm: () => undefined, guard: () => undefined, readers: (path: string) => path, href: (path: string) => path } as unknown as DeskPage;
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

/** Has the next save meet a newer version. */
function overtake(desk: Desk, newest: Incident): void {
  desk.answers.newest = () => newest;
  desk.answers.patch = () => {
    throw new Problem(412, 'precondition_failed', '');
  };
}

test('what another person changed meanwhile stands where only they changed it, and nothing is asked', async () => {
  const desk = await open(stored({ title: { es: 'Tres', en: 'Three' }, sources: [{ id: 's1', publisher: { es: 'AP' } }] }));
  overtake(desk, stored({ revision: 2, author: 'Q', title: { es: 'Cuatro', en: 'Three' }, verification: 'confirmed', sources: [{ id: 's1', publisher: { es: 'AP' } }, { id: 's2', publisher: { es: 'EFE' } }] }));
  write(desk, 'title.en', 'Three dead');
  desk.doc.querySelector<HTMLButtonElement>('.evidence fieldset button:not(.quiet)')!.click();
  const names = desk.doc.querySelectorAll<HTMLInputElement>('[data-list="sources"] [data-field="publisher"] input');
  names[1]!.value = 'Mine';
  await desk.editor.do('save');
  assert.equal(desk.doc.querySelector('dialog'), null);
  assert.equal(news(desk), 'conflict.merged');
  desk.answers.patch = () => ({ id: '01', incident: stored({ revision: 3 }) });
  await desk.editor.do('save');
  const sent = desk.sent.at(-1)! as Partial<Incident>;
  assert.deepEqual(sent.title, { es: 'Cuatro', en: 'Three dead' });
  assert.deepEqual(sent.sources!.map((s) => s.publisher!['es']), ['AP', 'EFE', 'Mine']);
  assert.equal('kind' in sent, false, 'what this person did not touch is not sent');
});

test('a choice that is put off leaves the form as it was', async () => {
  const desk = await open(stored());
  overtake(desk, stored({ revision: 2, title: { es: 'Cuatro' } }));
  write(desk, 'title.es', 'Cinco');
  const done = desk.editor.do('save');
  await settled();
  await press(desk, 'cancel');
  await done;
  assert.equal(control(desk, 'title.es').value, 'Cinco');
  assert.ok(desk.editor.isChanged);
});

test('a language that was taken out is taken out on top of the newest version, too', async () => {
  const desk = await open(stored({ title: { es: 'Tres', en: 'Three' } }));
  overtake(desk, stored({ revision: 2, title: { es: 'Tres', en: 'Three' }, summary: { es: 'x' } }));
  write(desk, 'title.en', '');
  await desk.editor.do('save');
  desk.answers.patch = () => ({ id: '01', incident: stored({ revision: 3 }) });
  await desk.editor.do('save');
  assert.deepEqual(desk.sent.at(-1)!['title'], { es: 'Tres', en: null });
});

const KEY = 'incidentmap-desk:p/s/01';

/** Leaves the page, and comes back to an incident as it stands then. */
async function comeBack(from: Desk, incident: Incident): Promise<Desk> {
  from.doc.defaultView!.dispatchEvent(new Event('pagehide'));
  const kept = localStorage.getItem(KEY);
  const desk = await open(incident, kept);
  return desk;
}

test('kept work goes on top of what others wrote since: what this person did not touch stays theirs', async () => {
  const first = await open(stored({ summary: { es: 'Secreto' } }));
  write(first, 'title.es', 'Tres muertos en Tapalpa');
  const desk = await comeBack(first, stored({ revision: 2, summary: { es: '[…]' } }));
  assert.match(news(desk)!, /autosave\.found.*autosave\.stale/);
  [...desk.doc.querySelectorAll('button')].find((b) => b.textContent === 'autosave.take')!.click();
  await settled();
  await desk.editor.do('save');
  assert.deepEqual(desk.sent[0]!['title'], { es: 'Tres muertos en Tapalpa' });
  assert.deepEqual(desk.sent[0]!['summary'], { es: '[…]' });
});

test('what is written only in part is not kept as empty in silence', async () => {
  const first = await open(stored());
  Object.defineProperty(control(first, 'start'), 'validity', { value: { valid: false, badInput: true }, configurable: true });
  write(first, 'start', '');
  const desk = await comeBack(first, stored());
  assert.match(news(desk)!, /autosave\.unfinished/);
});

test('what is taken away takes the work along that this browser kept, and says so before', async () => {
  const desk = await open(stored({ workflow: 'published' }));
  write(desk, 'summary.es', 'Nombre secreto');
  desk.doc.defaultView!.dispatchEvent(new Event('pagehide'));
  assert.ok(localStorage.getItem(KEY)?.includes('secreto'));
  const done = desk.editor.do('retract');
  await settled();
  assert.ok(desk.doc.querySelector('dialog')!.textContent!.includes('unsent'));
  for (const lang of ['es', 'en']) write(desk, `note.${lang}`, 'x');
  await press(desk);
  await done;
  assert.equal(localStorage.getItem(KEY), null);
});

test('readers are told no reason that nobody chose', async () => {
  for (const step of ['redact', 'erase'] as const) {
    const desk = await open(stored({ workflow: 'published' }));
    const done = desk.editor.do(step);
    await settled();
    const dialog = desk.doc.querySelector('dialog')!;
    const reason = dialog.querySelector<HTMLSelectElement>('[data-field=reason] select')!;
    assert.equal(reason.value, '', step);
    dialog.querySelectorAll<HTMLInputElement>('input[type=checkbox]').forEach((box) => box.click());
    for (const lang of ['es', 'en']) write(desk, `note.${lang}`, 'x');
    if (step === 'erase') write(desk, 'word', 'erase.the_word');
    await press(desk);
    assert.equal(dialog.querySelector('[role=alert]')!.textContent, 'redact.reason_missing', step);
    dialog.querySelectorAll('button')[1]!.click();
    await done;
  }
});

test('a failure says what becomes of what was written: whether this browser keeps it', async () => {
  const desk = await open(stored());
  desk.answers.patch = () => {
    throw new Problem(0, 'offline', '');
  };
  write(desk, 'title.es', 'Otro');
  await desk.editor.do('save');
  assert.deepEqual(desk.unsent, ['autosave.kept']);
  full = true;
  await desk.editor.do('save').finally(() => (full = false));
  assert.deepEqual(desk.unsent, ['autosave.kept', 'autosave.unkept']);
});

test('what waits for its time is said to, and where it stands says from when on', async () => {
  const desk = await open(stored({ workflow: 'approved' }));
  desk.answers.patch = () => ({ id: '01', incident: stored({ revision: 2, workflow: 'approved', due: '2026-12-31T16:00:00Z' }) });
  const done = desk.editor.do('publish');
  await settled();
  await press(desk);
  await done;
  assert.deepEqual(desk.said, ['saved_due']);
  assert.ok(desk.editor.stage.querySelector('.due'));
});

test('where readers still see an earlier state, that is told', async () => {
  for (const [before, hidden] of [[{ properties: {} }, false], [null, true]] as const) {
    const desk = await open(stored({ workflow: 'approved', revision: 2 }));
    desk.answers.check = () => ({ readers: { before, after: null } });
    await desk.editor.reload();
    await settled();
    const told = [...desk.editor.stage.querySelectorAll<HTMLElement>('.notice')].find((n) => n.textContent!.includes('stage.earlier'))!;
    assert.equal(told.hidden, hidden);
  }
});

test('who may not change an incident is told, and its form is closed', async () => {
  for (const [incident, told] of [[stored({ disposition: 'retracted', workflow: 'published' }), 'incident.ended'], [stored({ workflow: 'published' }), 'incident.not_yours']] as const) {
    const desk = await open(incident, null, 'reporter');
    assert.equal(desk.doc.querySelector('form.sheet > .notice:not([hidden])')!.textContent, told);
    assert.ok([...desk.doc.querySelectorAll('fieldset')].every((f) => f.disabled));
  }
  const desk = await open(stored(), null, 'reporter');
  assert.ok([...desk.doc.querySelectorAll('fieldset')].every((f) => !f.disabled));
});
