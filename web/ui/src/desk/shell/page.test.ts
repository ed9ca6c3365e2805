/** What the desk's page says, and what it does not say any more. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPage } from '../../testing/page';
import type { Api, Session } from '../api/api';
import type { DeskConfig } from '../text/config';
import { inView } from './firstview';
import type { Geometry, Story } from '../api/forms';
import { whenText } from '../text/localtime';
import { Problem } from '../api/problem';
import { isOpen } from '../settings/share';

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
  for (const [status, told] of [[0, 'kept'], [401, 'kept'], [422, '']] as const) {
    page.say(success);
    page.fail(new Problem(status, '', ''), 'kept');
    assert.equal(doc.querySelector('#said')!.textContent, '');
    assert.equal(alerts().includes('kept'), told !== '', String(status));
  }
  page.fail(new Problem(0, '', ''));
  assert.ok(alerts().includes('error.stays'), 'what is not kept is not said to be');
});

test('the page is called as what it shows is called now', async () => {
  const { page, doc } = await opened();
  page.retitle('After');
  assert.equal(doc.querySelector('h1')!.textContent, 'After');
  assert.ok(doc.title.startsWith('After'));
});

test('a place is in the first view, or it is not', () => {
  const box = [-104, 18, -100, 22] as const;
  const point = (lon: number, lat: number) => ({ type: 'Point', coordinates: [lon, lat] });
  const area = { type: 'Polygon', coordinates: [[[-120, 10], [-90, 10], [-90, 30], [-120, 10]]] };
  for (const [geometry, want] of [[point(-103, 20), true], [point(-77, 38), false], [point(-103, 30), false], [area, true], [{ type: 'GeometryCollection', geometries: [point(-103, 20)] }, true], [{ type: 'GeometryCollection', geometries: [] }, false]] as [Geometry, boolean][]) {
    assert.equal(inView(geometry, box), want, JSON.stringify(geometry));
  }
  for (const [lon, want] of [[179, true], [-179, true], [0, false]] as const) assert.equal(inView(point(lon, 0), [170, -10, -170, 10]), want, String(lon));
});

test('a story is open to readers by its publication, or with its first public incident', () => {
  const story = (publication?: string): Story => ({ publication }) as Story;
  assert.deepEqual([isOpen(story(), 0), isOpen(story('public'), 0), isOpen(story('draft'), 9), isOpen(story('with_first_incident'), 0), isOpen(story('with_first_incident'), 1)], [true, true, false, false, true]);
});

test('a time is on the story’s clocks, and names them', () => {
  assert.match(whenText(config, '2026-02-22T18:00:00Z', 'America/Mexico_City'), /12:00:00.*(CST|GMT-6)/);
  assert.match(whenText(config, Date.UTC(2026, 1, 22, 18), 'UTC'), /6:00:00.*UTC/);
});
