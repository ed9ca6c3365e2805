import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPage, settled } from '../../testing/page';
import type { Api, Session } from '../api/api';
import type { DeskConfig } from '../text/config';
import { importPage } from './import';
import { DeskPage } from '../shell/page';
import { Problem } from '../api/problem';

const counts = { rows: 1, accepted: 1, partial: 0, refused: 0, unlocated: 0, blank: 0, duplicates: 0, created: 1, updated: 0, unchanged: 0 };
const taken = { columns: [], preview: [{ kind: 'other', title: { en: 'One' } }], report: { ...counts, files: [{ ...counts, file: 'a.csv', messages: [] }] } };
const unreadable = {
  columns: [], preview: [],
  report: { ...counts, accepted: 0, files: [{ ...counts, file: 'a.csv', error: 'a.csv: is empty', explained: { words: { en: 'is empty', es: 'está vacío' } }, messages: [] }] },
};
const nothing = { columns: [], preview: [], report: { ...counts, accepted: 0, files: [{ ...counts, file: 'a.csv', messages: [] }] } };

interface Desk {
  doc: Document;
  sent: URLSearchParams[];
  /** Chooses a file. */
  choose: (text: string) => Promise<void>;
  /** Answers what was asked first. */
  answer: (body: unknown) => Promise<void>;
}

/** Opens the page of imports with a server that answers when it is told to. */
async function open(): Promise<Desk> {
  const { doc } = openPage('<main id="desk"></main>');
  const sent: URLSearchParams[] = [];
  const waiting: ((body: unknown) => void)[] = [];
  const post = async (path: string): Promise<unknown> => {
    sent.push(new URLSearchParams(path.split('?')[1]));
    const body = await new Promise((answer) => waiting.push(answer));
    if (body instanceof Problem) throw body;
    return { body, etag: '', replayed: false };
  };
  const get = (path: string): Promise<unknown> => Promise.resolve({ body: path.endsWith('/imports') ? { imports: [] } : { slug: 's', title: { en: 'S' }, languages: ['en'] } });
  const config = { story: 's', lang: 'es', root: '', messages: {}, kinds: [], choices: { column: [] }, importOptions: [{ name: 'zone', label: 'Zone' }] } as unknown as DeskConfig;
  const page = new DeskPage(config, { get, post } as unknown as Api, { person: { admin: true }, stories: {} } as unknown as Session, doc.getElementById('desk')!);
  await importPage(page);
  const input = doc.querySelector<HTMLInputElement>('input[type=file]')!;
  return {
    doc,
    sent,
    choose: async (text) => {
      Object.defineProperty(input, 'files', { value: [new File([text], 'a.csv')], configurable: true });
      input.dispatchEvent(new Event('change'));
      await settled();
    },
    answer: async (body) => {
      waiting.shift()!(body);
      await settled();
    },
  };
}

function storeButton(doc: Document): HTMLButtonElement | null {
  return doc.querySelector<HTMLButtonElement>('.sheet .bar button.main');
}

/** What stands beside the field of the file. */
function toldOf(doc: Document): string {
  const told = doc.querySelector<HTMLElement>('[data-field=file] > .wrong')!;
  return told.hidden ? '' : told.textContent;
}

test('a file is stored once however often the button is pressed', async () => {
  const { doc, sent, choose, answer } = await open();
  await choose('x');
  await answer(taken);
  for (let i = 0; i < 3; i++) storeButton(doc)!.click();
  await settled();
  assert.deepEqual(sent.map((words) => words.get('dry_run')), ['1', null]);
  await answer(new Problem(503, 'busy', ''));
  storeButton(doc)!.click();
  await settled();
  assert.equal(sent.length, 3, 'what failed can be sent again');
});

test('of a file that cannot be read there is one message, beside it, and nothing to store', async () => {
  const { doc, sent, choose, answer } = await open();
  await choose('');
  assert.equal(toldOf(doc), 'import.empty_file');
  assert.equal(sent.length, 0);
  await choose('x');
  assert.equal(toldOf(doc), '');
  await answer(unreadable);
  assert.equal(toldOf(doc), 'está vacío');
  assert.equal(storeButton(doc), null);
  assert.equal(doc.querySelectorAll('.notice').length, 0);
  await choose('x');
  await answer(nothing);
  assert.equal(toldOf(doc), '');
  assert.equal(storeButton(doc)!.disabled, true, 'of no rows there is nothing to store');
});

test('no reading is waited for once it failed, and what was said of the file can be said otherwise', async () => {
  for (const { problem, told } of [
    { problem: new Problem(0, 'offline', ''), told: '' },
    { problem: new Problem(400, 'invalid', 'bad', [{ parameter: 'zone', detail: 'is not an IANA time zone' }]), told: '' },
    { problem: new Problem(422, 'invalid', 'bad', [{ parameter: 'body', detail: 'is bad' }]), told: 'error.refused body: is bad' },
  ]) {
    const { doc, sent, choose, answer } = await open();
    await choose('x');
    await answer(problem);
    const work = doc.querySelector('.sheet')!;
    assert.equal(work.querySelector('[role=status]'), null, problem.code);
    assert.equal(toldOf(doc), told);
    assert.equal(doc.querySelector('[role=alert] .notice') !== null, problem.status === 0);
    assert.equal(work.querySelector('[data-field=zone] > .wrong:not([hidden])') !== null, problem.status === 400);
    assert.equal(storeButton(doc), null);
    work.querySelector<HTMLElement>('.row button')!.click();
    await settled();
    await answer(taken);
    assert.equal(sent.length, 2);
    assert.ok(storeButton(doc));
  }
});

test('what is answered of a file that is no longer chosen is not shown', async () => {
  const { doc, choose, answer } = await open();
  await choose('x');
  await choose('y');
  await answer(taken);
  assert.equal(storeButton(doc), null);
  await answer(unreadable);
  assert.equal(toldOf(doc), 'está vacío');
});
