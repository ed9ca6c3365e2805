import assert from 'node:assert/strict';
import { test } from 'node:test';
import { labelNames, ruleOf, withLead, withRule } from './mapchoice';

test('a lead is added last, keeps its place and its caption is its own', () => {
  const map = { leads: ['a', 'b'], captions: { a: { es: 'Uno' } }, show: 'adm1' };
  assert.deepEqual(withLead(map, 'c', true, { es: 'Tres' }), { leads: ['a', 'b', 'c'], captions: { a: { es: 'Uno' }, c: { es: 'Tres' } }, show: 'adm1' });
  assert.deepEqual(withLead(map, 'a', true, {}), { leads: ['a', 'b'], captions: {}, show: 'adm1' });
  assert.deepEqual(withLead(map, 'a', false, { es: 'x' }), { leads: ['b'], captions: {}, show: 'adm1' });
  assert.deepEqual(withLead({}, 'a', false, {}), { leads: [], captions: {} });
  assert.deepEqual(map.leads, ['a', 'b'], 'what was given stays');
});

test('a place is ruled by each of its names as the map writes them', () => {
  const names = labelNames({ es: 'Ciudad de México, México', en: 'Mexico City (capital)', fr: 'Ciudad de México' });
  assert.deepEqual(names, ['Ciudad de México', 'Mexico City']);
  const map = withRule({ labels: { Colima: 'hide' } }, names, 'pin');
  assert.deepEqual(map.labels, { Colima: 'hide', 'Ciudad de México': 'pin', 'Mexico City': 'pin' });
  assert.equal(ruleOf(map, ['x', 'Mexico City']), 'pin');
  assert.deepEqual(withRule(map, names, '').labels, { Colima: 'hide' });
  assert.equal(ruleOf({}, names), '');
  assert.deepEqual(labelNames(undefined), []);
});
