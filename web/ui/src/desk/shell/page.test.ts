/** What the desk's page says, and what it does not say any more. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPage } from '../../testing/page';
import type { Api, Session } from '../api/api';
import type { DeskConfig } from '../text/config';
import { whenText } from '../text/localtime';
import { Problem } from '../api/problem';

const success = 'Saved';
const config = { lang: 'en', root: '', choices: {}, kinds: [] } as unknown as DeskConfig;

async function opened(): Promise<{ page: import('./page').DeskPage; doc: Document }> {
  const { doc } = openPage('<main></main>');
  const { DeskPage } = await import('./page');
  const page = new DeskPage(config, {} as Api, {} as Session, doc.querySelector('main')!);
  page.show('Before', undefined);
  return { page, doc };
}

test('a failure leaves no success said beside it, and says what becomes of what was not sent', async () => {
  const { page, doc } = await opened();
  const alerts = (): string => doc.querySelector('#alerts')!.textContent!;
  for (const [status, told] of [[0, 'kept'], [401, 'kept'], [403, 'kept'], [404, 'kept'], [422, '']] as const) {
    page.say(success);
    page.fail(new Problem(status, '', ''), 'kept');
    assert.equal(doc.querySelector('#said')!.textContent, '');
    assert.equal(alerts().includes('kept'), told !== '', String(status));
  }
  page.fail(new Problem(0, '', ''));
  assert.ok(alerts().includes('error.stays'), 'what is not kept is not said to be');
  page.fail(new Problem(403, '', ''));
  assert.ok(!alerts().includes('error.stays'), 'of what was only read nothing is unsent');
});

test('what is said is said in an element of its own each time: what has faded out is seen by nobody', async () => {
  const { page, doc } = await opened();
  page.say(success);
  const first = doc.querySelector('#said > *')!;
  page.say(success);
  assert.equal(doc.querySelector('#said')!.textContent, success);
  assert.equal(doc.querySelectorAll('#said > *').length, 1);
  assert.notEqual(doc.querySelector('#said > *'), first);
});

test('the page is called as what it shows is called now', async () => {
  const { page, doc } = await opened();
  page.retitle('After');
  assert.equal(doc.querySelector('h1')!.textContent, 'After');
  assert.ok(doc.title.startsWith('After'));
});

test('a time is on the story’s clocks, and names them', () => {
  assert.match(whenText(config, '2026-02-22T18:00:00Z', 'America/Mexico_City'), /12:00:00.*(CST|GMT-6)/);
  assert.match(whenText(config, Date.UTC(2026, 1, 22, 18), 'UTC'), /6:00:00.*UTC/);
});
