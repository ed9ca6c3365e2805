import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Config } from '../story/config';
import type { Incident } from '../incidents/model';
import type { Around } from './placesearch';
import { listOf, openPage, settled, type TestPage } from '../testing/page';

openPage(''); // for what the module reads of a browser as it is loaded
const { distanceTo, PlaceSearch } = await import('./placesearch');

const order = ({ doc }: TestPage): (string | undefined)[] => [...doc.querySelectorAll<HTMLElement>('li.item')].map(({ dataset }) => dataset['id']);
const say = (key: string, values: Record<string, string | number> = {}): string => [key, ...Object.values(values)].join(' ');

test('places are found by name, shown, and what is near comes first', async () => {
  const page = openPage(`<p class="search"><input id="words"></p><button id="near" aria-pressed="false"></button>${listOf({ incident: [{ id: 'none' }, { id: 'a' }, { id: 'b' }] })}`);
  page.answers['/places?lang=en&q=Tapalpa'] = JSON.stringify({ places: [{ label: 'Tapalpa, Jalisco', at: [-103.76, 19.94] }] });
  const shown: unknown[] = [];
  const at = { a: [-103.76, 20.94], b: [-103.76, 19.94] } as Record<string, [number, number]>;
  const find = (id: string): Incident => ({ geometry: at[id] ? { type: 'Point', coordinates: at[id]! } : null }) as Incident;
  const map = { getZoom: () => 6, setView: (...place: unknown[]) => shown.push(place), fitBounds: () => assert.fail() } as unknown as Around['map'];
  new PlaceSearch(page.doc, { places: '/places?lang=en' } as Config, say, { map, find, said: () => {}, forget: () => shown.push('forgotten') });
  const words = page.doc.querySelector<HTMLInputElement>('#words')!;
  words.value = 'Tapalpa';
  words.dispatchEvent(new (page.doc.defaultView as unknown as { Event: typeof Event }).Event('input'));
  const { setTimeout: later } = globalThis;
  await new Promise((done) => later(done, 400));
  await settled();
  const button = page.doc.querySelector<HTMLElement>('#places button')!;
  assert.equal(button.textContent, 'go_to Tapalpa, Jalisco');
  button.click();
  assert.deepEqual(shown, ['forgotten', [[19.94, -103.76], 10, { animate: true }]]);
  assert.deepEqual(order(page), ['b', 'a', 'none']);
});

test('the position is asked for on a press alone, and goes nowhere', async () => {
  const page = openPage(`<button id="near" aria-pressed="false"></button>${listOf({ incident: [{ id: 'none' }, { id: 'a' }] })}`);
  let asked = 0;
  const geolocation = { getCurrentPosition: (done: (p: unknown) => void) => { asked++; done({ coords: { longitude: -103, latitude: 20 } }); } };
  Object.defineProperty(globalThis, 'navigator', { value: { geolocation }, configurable: true });
  const find = (id: string): Incident => ({ geometry: id === 'a' ? { type: 'Point', coordinates: [-103, 21] } : null }) as Incident;
  new PlaceSearch(page.doc, {} as Config, say, { map: {} as Around['map'], find, said: () => {}, forget: () => assert.fail() });
  await settled();
  assert.equal(asked, 0);
  const near = page.doc.querySelector<HTMLElement>('#near')!;
  near.click();
  assert.equal(near.getAttribute('aria-pressed'), 'true');
  assert.deepEqual(order(page), ['a', 'none']);
  near.click();
  assert.deepEqual(order(page), ['none', 'a']);
  assert.deepEqual([asked, page.asked], [1, []]);
});

test('distances are to the nearest corner, across the antimeridian, and none without a place', () => {
  assert.equal(distanceTo({ geometry: null }, [0, 0]), undefined);
  assert.equal(distanceTo({ geometry: { type: 'Point', coordinates: [0, 3] } }, [0, 0]), 3);
  assert.equal(distanceTo({ geometry: { type: 'LineString', coordinates: [[0, 9], [0, 2]] } }, [0, 0]), 2);
  assert.ok(Math.abs(distanceTo({ geometry: { type: 'Point', coordinates: [-179, 0] } }, [179, 0])! - 2) < 1e-9);
});
