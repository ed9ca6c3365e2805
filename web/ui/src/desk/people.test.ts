/** Who is given which rights, by people and by tokens. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Api, Session } from './api/api';
import type { Story } from './api/forms';
import type { DeskConfig } from './text/config';
import { openPage, settled } from '../testing/page';

const stories = [{ slug: 'a', title: { en: 'Story A' } }, { slug: 'b', title: { en: 'Story B' } }] as unknown as Story[];

/** Opens the page of a server whose people and tokens stand in lists; sent is what was asked of it. */
async function open(lists: { people: object[]; tokens: object[] }): Promise<{ doc: Document; sent: [string, Record<string, unknown>][] }> {
  const { doc } = openPage('<main></main>');
  const { DeskPage } = await import('./shell/page');
  const { peoplePage } = await import('./people');
  const sent: [string, Record<string, unknown>][] = [];
  const answer = (body: unknown): Promise<{ body: unknown }> => Promise.resolve({ body });
  const send = (path: string, body: Record<string, unknown>): Promise<{ body: unknown }> => (sent.push([path, body]), answer({ token: 'secret' }));
  const api = { get: (path: string) => answer(path === '/stories' ? { stories } : lists), post: send, patch: send } as unknown as Api;
  const config = { lang: 'en', root: '', choices: {}, kinds: [] } as unknown as DeskConfig;
  await peoplePage(new DeskPage(config, api, { person: {} } as Session, doc.querySelector('main')!));
  return { doc, sent };
}

function press(doc: Document, words: string): void {
  [...doc.querySelectorAll('button')].find((b) => b.textContent === words)!.click();
}

async function send(doc: Document): Promise<void> {
  doc.querySelector('dialog form')!.dispatchEvent(new Event('submit', { cancelable: true }));
  await settled();
}

test('a token is good in the story that is chosen, or in every one, and nobody chooses that by saying nothing', async () => {
  for (const [where, want] of [['b', ['b']], ['*', undefined]] as const) {
    const { doc, sent } = await open({ people: [], tokens: [] });
    press(doc, 'tokens.add');
    const dialog = doc.querySelector('dialog')!;
    dialog.querySelector<HTMLInputElement>('[data-field=name] input')!.value = 'robot';
    const stories = dialog.querySelector<HTMLSelectElement>('[data-field=stories] select')!;
    assert.deepEqual([stories.value, stories.required], ['', true]);
    stories.value = where;
    await send(doc);
    assert.deepEqual(sent, [['/tokens', { name: 'robot', scope: 'read', ...(want ? { stories: want } : {}) }]]);
    assert.equal(doc.querySelectorAll('dialog button').length, 1, 'what is shown once is closed, and not put off');
    await send(doc);
  }
});

test('a list of tokens tells where each is good and when it was used', async () => {
  const tokens = [
    { id: '1', name: 'x', scope: 'write', stories: [], expires: '2027-01-02T00:00:00Z', used: null },
    { id: '2', name: 'y', scope: 'read', stories: ['b'], expires: null, used: '2026-01-02T00:00:00Z' },
  ];
  const { doc } = await open({ people: [], tokens });
  const [first, second] = [...doc.querySelectorAll('.items .note')].map((n) => n.textContent!);
  assert.equal(first, 'tokens.write · tokens.all_stories · tokens.until · tokens.unused');
  assert.equal(second, 'tokens.read · Story B · tokens.for_ever · tokens.used');
});

test('who is changed keeps the role that somebody else gave since the list was read', async () => {
  const lists = { people: [{ id: 'p', name: 'Ana', login: 'ana', stories: { a: 'editor' } }], tokens: [] };
  const { doc, sent } = await open(lists);
  lists.people = [{ id: 'p', name: 'Ana', login: 'ana', stories: { a: 'editor', b: 'reporter' } as Record<string, string> as { a: string } }];
  press(doc, 'people.change');
  await settled();
  await send(doc);
  assert.deepEqual(sent[0]![1]['stories'], { a: 'editor', b: 'reporter' });
});
