import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPage, settled } from '../../testing/page';
import type { Api, Session } from '../api/api';
import type { DeskConfig } from '../text/config';
import { DeskPage } from '../shell/page';
import { reportPage } from './report';

interface Sent {
  path: string;
  text: string;
}

/** Opens the page of reports with a server that finds a draft for each line of what it is sent, and waits until it is let answer. */
async function open(): Promise<{ doc: Document; sent: Sent[]; read: (text: string) => void; press: (key: string) => void; waiting: ((fail?: Error) => void)[] }> {
  const { doc } = openPage('<main id="desk"></main>');
  const sent: Sent[] = [];
  const waiting: ((fail?: Error) => void)[] = [];
  const post = async (path: string, body: Blob): Promise<unknown> => {
    const text = await body.text();
    sent.push({ path, text });
    await new Promise<void>((answer, fail) => waiting.push((wrong) => (wrong ? fail(wrong) : answer())));
    const only = new URLSearchParams(path.split('?')[1]).get('only')?.split(',');
    const drafts = text.split('\n').map((title) => ({ id: `${title}-id`, kind: 'other', title: { en: title }, passages: [] }));
    return { body: { stories: [], drafts: only ? drafts.filter(({ id }) => only.includes(id)).map((d) => ({ ...d, stored: `stored-${d.id}` })) : drafts }, etag: '', replayed: false };
  };
  const get = (): Promise<unknown> => Promise.resolve({ body: { slug: 's', title: { en: 'S' }, languages: ['en'] } });
  const config = { story: 's', lang: 'en', root: '', messages: {}, kinds: [], choices: {} } as unknown as DeskConfig;
  const page = new DeskPage(config, { get, post } as unknown as Api, {} as Session, doc.getElementById('desk')!);
  await reportPage(page);
  const read = (text: string): void => {
    doc.querySelector('textarea')!.value = text;
    doc.querySelector<HTMLElement>('button.main')!.click();
  };
  const press = (key: string): void => void doc.querySelector('.report-work')!.dispatchEvent(new (doc.defaultView as unknown as { KeyboardEvent: typeof KeyboardEvent }).KeyboardEvent('keydown', { key, bubbles: true }));
  return { doc, sent, read, press, waiting };
}

function boxes(doc: Document): boolean[] {
  return [...doc.querySelectorAll<HTMLInputElement>('.found input[type=checkbox]')].map((box) => box.checked);
}

function storeButton(doc: Document): HTMLElement {
  return [...doc.querySelectorAll<HTMLElement>('.report-work button.main')].at(-1)!;
}

test('after another reading on the same page the keys act on it, and what is left out is not stored', async () => {
  const { doc, sent, read, press, waiting } = await open();
  for (const text of ['first\nof it', 'second\nof it']) {
    read(text);
    await settled();
    waiting.shift()!();
    await settled();
  }
  for (const key of ['j', 'x']) press(key);
  assert.deepEqual(boxes(doc), [false, true]);
  storeButton(doc).click();
  await settled();
  const stored = sent.at(-1)!;
  assert.equal(stored.text, 'second\nof it');
  assert.equal(new URLSearchParams(stored.path.split('?')[1]).get('only'), 'of it-id');
});

test('a report is stored once however often the button is pressed, and keys send nothing beside it', async () => {
  const { doc, sent, read, press, waiting } = await open();
  read('one');
  await settled();
  waiting.shift()!();
  await settled();
  press('j');
  for (let i = 0; i < 3; i++) storeButton(doc).click();
  press('e');
  await settled();
  assert.equal(sent.length, 2, 'a reading and a storing');
  waiting.shift()!();
  await settled();
  press('e');
  await settled();
  assert.equal(sent.length, 2, 'keys do nothing once all is stored');
});

test('what could not be read leaves nothing that waits, and what was read before is not acted on', async () => {
  const { doc, sent, read, press, waiting } = await open();
  read('one');
  await settled();
  waiting.shift()!();
  await settled();
  press('j');
  read('two');
  await settled();
  press('e');
  await settled();
  assert.equal(sent.length, 2);
  waiting.shift()!(new Error('no'));
  await settled();
  assert.equal(doc.querySelector('.report-work')!.textContent, '');
  read('  ');
  await settled();
  assert.equal(doc.querySelector('.report-work')!.textContent, 'report.empty');
  assert.equal(sent.length, 2);
});
