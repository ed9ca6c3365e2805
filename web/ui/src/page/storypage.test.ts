import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Config } from '../story/config';
import type { Feature } from '../incidents/features';
import { CARD, listOf, openPage, settled, type TestPage } from '../testing/page';

const feature = (id: string, at: [number, number], more: Partial<Feature['properties']> = {}): Feature => ({
  type: 'Feature', id, geometry: { type: 'Point', coordinates: at },
  properties: { class: 'incident', kind: 'killing', title: id, precision: 'exact', layers: ['deaths'], verification: 'confirmed', ...more },
});

const config = {
  story: 's', lang: 'en', seq: 7, bbox: [-106, 19, -102, 22], features: '/s/all.geojson',
  whole: { type: 'FeatureCollection', features: [feature('a', [-103.3, 20.6]), feature('b', [-105.2, 20.6], { kind: 'prison_riot', layers: [] })] },
  layers: [{ id: 'deaths', title: 'Deaths', shape: 'circle', color: '#b2182b' }],
  kinds: { killing: { title: 'Killing', shape: 'circle' }, prison_riot: { title: 'Riot', shape: 'square' } },
  precisions: {}, messages: {}, basemap: { url: '/basemap/{z}/{x}/{y}.mvt', maxZoom: 6, attribution: '' },
} as unknown as Config;

const FORM = `<form id="filters"><input id="words"><p id="found"></p>
<input type="checkbox" name="kind" value="killing"><input type="checkbox" name="kind" value="prison_riot"></form>`;

async function openStory(query = ''): Promise<TestPage> {
  const page = openPage(`<div id="map"></div>${FORM}${listOf({ incident: [{ id: 'a' }, { id: 'b' }] })}${CARD}<p id="status"></p>`, `https://maps.example.org/stories/s?lang=en${query}`);
  const article = '<article class="incident"><p>What is known.</p></article>';
  for (const id of ['a', 'b']) page.answers[`https://maps.example.org/stories/s/incidents/${id}?lang=en`] = article;
  const { StoryPage } = await import('./storypage');
  const { testsOf } = await import('../story/filter');
  const { CardOpener } = await import('./cardopener');
  const { showScene } = await import('./scene');
  const { Steps } = await import('./steps');
  window.incidentmapLater = { CardOpener, Steps, showScene };
  await StoryPage.open(page.doc, config, { testsOf });
  await settled();
  return page;
}

const shown = ({ doc }: TestPage): (string | undefined)[] => [...doc.querySelectorAll<HTMLElement>('li.item')].filter(({ hidden }) => !hidden).map(({ dataset }) => dataset['id']);

test('the address says what shows and which card is open', async () => {
  const page = await openStory('&kind=prison_riot&incident=b');
  assert.deepEqual(shown(page), ['b']);
  assert.equal(page.doc.getElementById('card-title')!.textContent, 'Title b');
  assert.match(page.doc.querySelector('.card-body')!.textContent!, /What is known/);
});

test('a link of the list opens the card and is in the address; closing takes it out', async () => {
  const page = await openStory();
  assert.deepEqual(shown(page), ['a', 'b']);
  page.doc.querySelector<HTMLElement>('a.open[data-id="a"]')!.click();
  await settled();
  assert.match(location.search, /incident=a/);
  assert.ok(page.doc.querySelector('[data-id="a"]')!.classList.contains('current'));
  page.doc.querySelector<HTMLElement>('#card .close')!.click();
  assert.doesNotMatch(location.search, /incident/);
});

test('a choice of the form narrows the list and goes into the address', async () => {
  const page = await openStory();
  const riot = page.doc.querySelector<HTMLInputElement>('[value="prison_riot"]')!;
  riot.click();
  await settled();
  assert.deepEqual(shown(page), ['b']);
  assert.match(location.search, /kind=prison_riot/);
});

test('words that an address of other words holds stay in it', async () => {
  const page = await openStory('&utm_source=x');
  page.doc.querySelector<HTMLElement>('a.open[data-id="a"]')!.click();
  assert.match(location.search, /utm_source=x/);
});
