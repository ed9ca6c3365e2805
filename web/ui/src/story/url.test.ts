import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readView, writeView, type View } from './url';

const states: { name: string; search: string; view: View }[] = [
  { name: 'nothing', search: '', view: { filter: {} } },
  { name: 'centre and zoom', search: '?center=-103.4,20.7&zoom=7.5', view: { center: { lon: -103.4, lat: 20.7 }, zoom: 7.5, filter: {} } },
  { name: 'a box', search: '?bbox=-106,16,-97,28', view: { bbox: [-106, 16, -97, 28], filter: {} } },
  { name: 'some layers', search: '?layers=operation,deaths', view: { filter: { layers: ['operation', 'deaths'] } } },
  { name: 'no layer', search: '?layers=', view: { filter: { layers: [] } } },
  { name: 'an open card', search: '?incident=01K', view: { incident: '01K', filter: {} } },
  {
    name: 'a filter', search: '?kind=attack,killing&verification=confirmed&q=tapalpa&datetime=2026-02-22T06:00:00Z/..&within=-104,20,-103,21',
    view: { filter: { kinds: ['attack', 'killing'], verifications: ['confirmed'], words: 'tapalpa', time: '2026-02-22T06:00:00Z/..', within: [-104, 20, -103, 21] } },
  },
  { name: 'what was seen', search: '?seen=120', view: { filter: {}, seen: 120 } },
];

/** Without the members that say nothing. */
function plain(view: View): View {
  return JSON.parse(JSON.stringify(view)) as View;
}

test('a state is read from the query and written back the same', () => {
  for (const { name, search, view } of states) {
    assert.deepEqual(plain(readView(search)), view, name);
    assert.equal(writeView('', view), search, name);
  }
});

test('a form sends a layer at a time', () => {
  assert.deepEqual(readView('?layers=a&layers=b').filter.layers, ['a', 'b']);
});

test('what cannot be read is left out', () => {
  for (const search of ['?center=1', '?center=a,b', '?center=1,91', '?center=,2', '?zoom=', '?zoom=x', '?bbox=1,2,3', '?bbox=1,9,2,3', '?incident=', '?kind=', '?q=', '?datetime=', '?within=1,9,2,3', '?seen=x']) {
    assert.deepEqual(plain(readView(search)), { filter: {} }, search);
  }
});

test('parameters of others stay, and a state that ends is removed', () => {
  assert.equal(writeView('?lang=en&incident=x&utm=a', { zoom: 5, filter: {} }), '?lang=en&utm=a&zoom=5');
  assert.equal(writeView('?incident=x', { filter: {} }), '');
});

test('coordinates keep four decimals, some ten metres', () => {
  assert.equal(writeView('', { center: { lon: -103.123456, lat: 20.5 }, filter: {} }), '?center=-103.1235,20.5');
});
