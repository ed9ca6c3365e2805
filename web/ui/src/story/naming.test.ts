import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sayer, type LayerConfig } from './config';
import type { Incident } from '../incidents/model';
import { Naming, certainty } from './naming';

const riot: LayerConfig = { id: 'riot', title: 'Riot', shape: 'pentagon', color: '#b0307f' };
const deaths: LayerConfig = { id: 'deaths', title: 'Deaths', shape: 'cross', color: '#a50026' };
const naming = new Naming(
  {
    lang: 'en',
  locale: 'en',
    layers: [riot, deaths],
    kinds: { prison_riot: { title: 'Prison riot', shape: 'hexagon' } },
    precisions: { as_given: 'not stated how exactly', adm1: 'somewhere in the state', in_transit: 'on the way' },
  },
  sayer({ gathered_dead: '{n} dead', gathered_dead_one: '1 dead', not_the_route: 'not the route', several_here: '{n} here', several_near: '{n} near', unverified: 'unverified', disputed: 'disputed', retracted: 'retracted' }),
);

const incident: Incident = {
  id: 'a', title: 'A guard is killed', lang: 'en', kind: 'prison_riot', className: 'incident', place: 'Puerto Vallarta', admin1: 'Jalisco', country: 'MX', dead: { best: 1, low: 1, high: 1 }, precision: 'locality', day: '2026-02-22', layers: ['riot', 'deaths'], columns: {}, url: '',
  verification: 'confirmed', disposition: 'active', isBackground: false, isCounted: true, start: undefined, end: undefined, timePrecision: 'unknown', seq: 1, geometry: null, searched: () => [],
};

test('a mark is named by title, kind, place and time', () => {
  assert.equal(naming.name(incident, 'symbol', '22 February'), 'A guard is killed, Prison riot, Puerto Vallarta, 22 February');
  assert.equal(naming.name(incident, 'symbol', undefined), 'A guard is killed, Prison riot, Puerto Vallarta, 2026-02-22');
});

test('an area and a journey say what they are', () => {
  assert.match(naming.name({ ...incident, precision: 'adm1' }, 'tag', ''), /somewhere in the state/);
  assert.match(naming.name({ ...incident, precision: 'in_transit' }, 'journey', ''), /on the way, not the route/);
});

test('a symbol says when nobody stated how exact its place is', () => {
  assert.match(naming.name({ ...incident, precision: 'as_given' }, 'symbol', ''), /not stated how exactly/);
  assert.doesNotMatch(naming.name(incident, 'symbol', ''), /not stated/);
});

test('how sure it is shows on the mark and is said', () => {
  assert.equal(certainty(incident), 'sure');
  for (const [more, is, word] of [
    [{ verification: 'unverified' }, 'unsure', /unverified$/],
    [{ verification: 'disputed' }, 'disputed', /disputed$/],
    [{ verification: 'debunked' }, 'disputed', /disputed$/],
    [{ verification: 'confirmed', disposition: 'retracted' }, 'gone', /retracted$/],
  ] as const) {
    assert.equal(certainty({ ...incident, ...more }), is);
    assert.match(naming.name({ ...incident, ...more }, 'symbol', ''), word);
  }
});

test('many are counted, and said to be at one place only when they are', () => {
  assert.equal(naming.stackName([incident, incident]), '2 here: Puerto Vallarta');
  assert.equal(naming.stackName([incident, { ...incident, place: 'Tapalpa' }]), '2 near: Puerto Vallarta');
});

test('a mark looks like its first layer that is on, else like its kind', () => {
  assert.equal(naming.look(incident, new Set(['riot', 'deaths'])), riot);
  assert.equal(naming.look(incident, new Set(['deaths'])), deaths);
  assert.equal(naming.look({ ...incident, layers: [] }, new Set(['deaths'])).shape, 'hexagon');
});

test('how many died is said in words', () => {
  assert.equal(naming.dead(incident), '1 dead');
  assert.equal(naming.dead({ dead: { best: undefined, low: 4, high: 6 } }), '4–6 dead');
});

test('an area has the name of the country or state that is known, never that of a town in it', () => {
  const area = (country: boolean) => ({ type: 'area' as const, polygons: [], country });
  assert.equal(naming.areaName([{ ...incident, precision: 'country', place: 'a dozen states' }], area(true)), 'Mexico');
  assert.equal(naming.areaName([{ ...incident, precision: 'adm1', place: 'Tapalpa' }], area(false)), 'Jalisco');
  assert.equal(naming.areaName([{ ...incident, precision: 'adm1', place: 'Tapalpa', admin1: '' }], area(false)), '');
  assert.equal(naming.areaName([{ ...incident, precision: 'adm2', place: 'Zapopan, beside Guadalajara' }], area(false)), 'Zapopan');
});
