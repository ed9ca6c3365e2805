import assert from 'node:assert/strict';
import { mock, test, type TestContext } from 'node:test';
import type { Config } from '../story/config';
import type { Feature } from '../incidents/features';
import { List } from './list';
import type { Later } from './loader';
import type { Change } from '../story/live';
import { ViewSource, WholeSource, type Source } from '../story/source';
import { listOf, openPage, settled, type TestPage } from '../testing/page';
import { follow } from './follow';
import { Updates } from './updates';

/** A stream that the test speaks for. */
class Stream extends EventTarget {
  static opened: Stream[] = [];
  readyState = 0;
  constructor(readonly url: string) {
    super();
    Stream.opened.push(this);
  }
  close(): void {
    this.readyState = 2;
  }
}

const live = { events: '/s/events?lang=en', changes: '/s/changes?lang=en', list: '/s/list?lang=en' };

const feature = (id: string): Feature => ({ type: 'Feature', id, geometry: null, properties: { class: 'incident', kind: 'killing', title: id, precision: 'unlocated', published: 'p', updated: 'p' } });

const changeOf = (id: string, seq: number): Change => ({ id, seq, feature: feature(id) });

interface Followed extends TestPage {
  source: Source;
  button: HTMLButtonElement;
  /** What the page was told to draw and to say. */
  told: unknown[];
  /** Sends an event of the open stream, and lets what it brings be gathered and taken. */
  emit: (name: string, data: unknown) => Promise<void>;
  ids: () => (string | undefined)[];
}

function followed(t: TestContext, make: () => Source = whole, body = '', more: Partial<Config> = {}): Followed {
  const page = openPage(`<button id="live" aria-pressed="true">Live</button><span></span>${body}${listOf({ incident: [{ id: 'a' }, { id: 'c' }] })}`);
  Stream.opened = [];
  (globalThis as { EventSource: unknown }).EventSource = Stream;
  mock.timers.enable({ apis: ['setTimeout'] });
  t.after(() => mock.timers.reset());
  const list = new List(page.doc);
  const source = make();
  const told: unknown[] = [];
  const config = { lang: 'en', seq: 7, live, ...more } as Config;
  window.incidentmapLater = { Updates } as Later;
  follow(page.doc, config, {
    source, list, say: (key, values) => (values?.['n'] === undefined ? key : `${values['n']} ${key}`), isKnown: (id) => list.get(id) !== undefined,
    refresh: (words, ids, seq) => told.push([words, ids, seq]),
    relist: () => told.push('relist'),
  });
  return {
    ...page, source, told,
    button: page.doc.querySelector<HTMLButtonElement>('#live')!,
    emit: async (name, data) => {
      Stream.opened.at(-1)!.dispatchEvent(new MessageEvent(name, { data: JSON.stringify(data) }));
      mock.timers.tick(10_000);
      await settled();
    },
    ids: () => [...page.doc.querySelectorAll<HTMLElement>('#list li.item')].map((line) => line.dataset['id']),
  };
}

const whole = (): Source => new WholeSource('/s/all.geojson', { type: 'FeatureCollection', features: [feature('a'), feature('c')] });

test('what changes is drawn and said, and its line comes from the server', async (t) => {
  const page = followed(t);
  page.answers['/s/list?lang=en&ids=b&v=8'] = listOf({ incident: [{ id: 'b' }] });
  await page.emit('change', changeOf('b', 8));
  assert.deepEqual(page.told, [['1 news_new', ['b'], 8], 'relist']);
  assert.deepEqual(page.ids(), ['a', 'b', 'c']);
  assert.deepEqual((page.source as WholeSource).ids(), ['a', 'b', 'c']);
});

test('one that is gone leaves the list, and is said to be gone', async (t) => {
  const page = followed(t);
  page.answers['/s/list?lang=en&ids=c&v=9'] = listOf({});
  await page.emit('change', { id: 'c', seq: 9, gone: true });
  assert.deepEqual(page.told, [['1 news_gone', ['c'], 9], 'relist']);
  assert.deepEqual(page.ids(), ['a']);
});

test('what else changes with incidents is taken over, but not under the keyboard', async (t) => {
  const page = followed(t, whole, '<form id="filters"></form><section id="ledger"><a href="#">old</a></section>');
  const answer = `<section id="ledger"><a href="#">new</a></section>${listOf({ incident: [{ id: 'a' }] })}`;
  page.answers['/s/list?lang=en&ids=a&v=8'] = page.answers['/s/list?lang=en&ids=a&v=9'] = answer;
  const ledger = (): string => page.doc.getElementById('ledger')!.textContent!;
  page.doc.querySelector<HTMLElement>('#ledger a')!.focus();
  await page.emit('change', changeOf('a', 8));
  assert.equal(ledger(), 'old');
  page.doc.querySelector<HTMLElement>('#ledger a')!.blur();
  await page.emit('change', changeOf('a', 9));
  assert.equal(ledger(), 'new');
});

test('of very many changes the page is loaded anew and not patched', async (t) => {
  const page = followed(t);
  page.answers['/stories/s?lang=en&v=60'] = listOf({ incident: [{ id: 'z' }] });
  for (let seq = 8; seq < 60; seq++) Stream.opened[0]!.dispatchEvent(new MessageEvent('change', { data: JSON.stringify(changeOf(`n${seq}`, seq)) }));
  await page.emit('change', changeOf('z', 60));
  assert.deepEqual(page.asked, ['/stories/s?lang=en&v=60']);
  assert.deepEqual(page.ids(), ['z']);
});

test('when too much changed to be told, all is loaded anew', async (t) => {
  const page = followed(t);
  page.answers['/stories/s?lang=en&v=900'] = listOf({ incident: [{ id: 'z' }] });
  await page.emit('reset', { seq: 900 });
  assert.deepEqual(page.told, [['news_many', [], 900], 'relist']);
  assert.deepEqual(page.ids(), ['z']);
});

test('of a story that comes view by view only the view is asked for again', async (t) => {
  const page = followed(t, () => new ViewSource({ url: '/s/clusters', list: '/s/part' }));
  await page.emit('change', changeOf('b', 8));
  assert.deepEqual(page.told, [['1 news_new', ['b'], 8]]);
  assert.deepEqual(page.asked, []);
});

test('an embed that shows less than the story loads what of the changes it shows', async (t) => {
  const page = followed(t, whole, '', { embed: { view: {}, filtered: true } });
  page.answers['/s/list?lang=en&v=8'] = listOf({ incident: [{ id: 'a' }] });
  await page.emit('change', changeOf('b', 8));
  assert.deepEqual(page.ids(), ['a']);
  assert.deepEqual(page.told.at(1), ['news_many', [], 8]);
});

test('a pause closes the stream, and ends where it stopped', async (t) => {
  const page = followed(t);
  page.answers['/s/list?lang=en&ids=b&v=8'] = listOf({ incident: [{ id: 'b' }] });
  await page.emit('change', changeOf('b', 8));
  page.button.click();
  assert.equal(page.button.getAttribute('aria-pressed'), 'false');
  assert.equal(Stream.opened[0]!.readyState, 2);
  page.button.click();
  assert.deepEqual(Stream.opened.map(({ url }) => url), ['/s/events?lang=en&since=7', '/s/events?lang=en&since=8']);
});

test('a story that is finished is not followed', () => {
  const page = openPage('<button id="live"></button><span></span>');
  Stream.opened = [];
  follow(page.doc, { lang: 'en', seq: 7 } as Config, {} as Parameters<typeof follow>[2]);
  assert.deepEqual(Stream.opened, []);
});
