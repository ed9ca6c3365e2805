/** What two people change of a story's settings: neither loses it, and who may not change them is told. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPage, settled } from '../../testing/page';
import type { Api } from '../api/api';
import type { DeskConfig } from '../text/config';
import type { Story } from '../api/forms';
import { Problem } from '../api/problem';

const words = (...values: string[]): { value: string; title: string }[] => values.map((value) => ({ value, title: value }));

const stored = (more: Partial<Story> = {}): Story => ({ slug: 's', title: { es: 'Historia' }, languages: ['es'], zone: 'UTC', view: { bbox: [0, 0, 1, 1] }, layers: [], policy: { disclosure: 'open' }, ...more });

interface Desk {
  doc: Document;
  sent: Story[];
  answers: { get: () => Story; put: (story: Story) => Story };
}

async function open(role: string): Promise<Desk> {
  const { doc } = openPage('<main id="desk"></main>');
  (globalThis as unknown as { IntersectionObserver: unknown }).IntersectionObserver = class {
    observe(): void {}
    disconnect(): void {}
  };
  const [{ DeskPage }, { settingsPage }] = await Promise.all([import('../shell/page'), import('./settings')]);
  const config = {
    page: 'settings', story: 's', lang: 'es', root: '', messages: {}, mapWords: {}, importOptions: [], languages: words('es', 'en'), limits: { title: 500, text: 20000, list: 200 }, basemap: { url: '', maxZoom: 8, attribution: '' },
    kinds: [{ value: 'attack', title: 'Attack', class: 'incident', shape: 'circle' }], choices: new Proxy({}, { get: () => words('circle', 'open', 'coarsened') }),
  } as unknown as DeskConfig;
  const desk = { doc, sent: [], answers: { get: () => stored(), put: (story: Story) => story } } as Desk;
  const api = {
    get: async () => ({ body: desk.answers.get(), etag: '"1"' }),
    put: async (_: string, body: Story) => {
      desk.sent.push(body);
      return { body: desk.answers.put(body), etag: '"2"' };
    },
  } as unknown as Api;
  await settingsPage(new DeskPage(config, api, { person: { id: 'p', name: 'P', login: 'p', admin: false }, stories: { s: role }, csrf: '' }, doc.querySelector('main')!));
  await settled();
  return desk;
}

function control(desk: Desk, name: string): HTMLInputElement {
  return desk.doc.querySelector<HTMLInputElement>(`[data-field="${name}"] :is(input, textarea, select)`)!;
}

async function save(desk: Desk): Promise<void> {
  desk.doc.querySelector('form.sheet')!.dispatchEvent(new Event('submit', { cancelable: true }));
  await settled();
}

/** Whether the browser would ask before the page is left. */
function asks(desk: Desk): boolean {
  const event = new Event('beforeunload', { cancelable: true });
  desk.doc.defaultView!.dispatchEvent(event);
  return event.defaultPrevented;
}

test('settings that another person changed meanwhile stay, and mine stand on top of them', async () => {
  const desk = await open('admin');
  control(desk, 'summary.es').value = 'La mía';
  desk.answers.get = () => stored({ credit: { es: 'De otra persona' }, policy: { disclosure: 'coarsened', second_approver: true } });
  desk.answers.put = () => {
    throw new Problem(412, 'precondition_failed', '');
  };
  await save(desk);
  assert.equal(desk.doc.querySelector('dialog'), null, 'nothing is asked where both changed other things');
  assert.deepEqual([control(desk, 'summary.es').value, control(desk, 'credit.es').value], ['La mía', 'De otra persona']);
  assert.equal(desk.doc.querySelector('form.sheet [role=status]')!.textContent, 'conflict.merged');
  assert.ok(asks(desk), 'it is not saved yet');
  desk.answers.put = (story) => story;
  await save(desk);
  const { summary, credit, policy } = desk.sent.at(-1)!;
  assert.deepEqual([summary, credit, policy], [{ es: 'La mía' }, { es: 'De otra persona' }, { disclosure: 'coarsened', second_approver: true }]);
  assert.ok(!asks(desk), 'nothing is lost with a page whose settings are saved');
});

test('of settings that both changed, one’s own are chosen or theirs', async () => {
  const desk = await open('admin');
  control(desk, 'zone').value = 'America/Mexico_City';
  desk.answers.get = () => stored({ zone: 'America/Bogota' });
  desk.answers.put = () => {
    throw new Problem(412, 'precondition_failed', '');
  };
  await save(desk);
  assert.ok(desk.doc.querySelector('dialog')!.textContent!.includes('America/Bogota'));
  desk.doc.querySelector('dialog form')!.dispatchEvent(new Event('submit', { cancelable: true }));
  await settled();
  assert.equal(control(desk, 'zone').value, 'America/Mexico_City');
});

test('who may not change the settings reads them', async () => {
  const desk = await open('editor');
  assert.equal(desk.doc.querySelector('form.sheet .notice')!.textContent, 'settings.not_yours');
  assert.equal(desk.doc.querySelector('form.sheet > .bar'), null);
  assert.ok([...desk.doc.querySelectorAll('form.sheet fieldset')].every((f) => (f as HTMLFieldSetElement).disabled));
});

test('a layer whose name has no Latin letters has an id, and no two have the same', async () => {
  const desk = await open('admin');
  for (const name of ['火', '水', 'Fuego', 'Fuego']) {
    [...desk.doc.querySelectorAll('button')].find((b) => b.textContent === 'layers.add')!.click();
    [...desk.doc.querySelectorAll<HTMLInputElement>('[data-list="layers"] [data-field="title.es"] input')].at(-1)!.value = name;
  }
  await save(desk);
  assert.deepEqual(desk.sent[0]!.layers.map((l) => l.id), ['layer', 'layer-2', 'fuego', 'fuego-2']);
});
