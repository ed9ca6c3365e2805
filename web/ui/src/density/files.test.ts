import assert from 'node:assert/strict';
import { test } from 'node:test';
import { areCounted } from '../story/choice';
import { addressOfCounts } from './layer';

const files = { url: '../density/{by}/{zoom}.json', script: 'd.js', zooms: { adm1: [0, 3, 6], hexagon: [0, 2, 3] } };
const wanted = { zoom: 5.7, bbox: [-106, 18, -101, 23] as [number, number, number, number], filter: {} };

test('counts of a published page are in the file of the last zoom that is not above the map', () => {
  assert.equal(addressOfCounts(files, 'adm1', wanted), '../density/adm1/3.json');
  assert.equal(addressOfCounts(files, 'adm1', { ...wanted, zoom: 14 }), '../density/adm1/6.json');
  assert.equal(addressOfCounts(files, 'hexagon', { ...wanted, zoom: 1.9 }), '../density/hexagon/0.json');
  assert.match(addressOfCounts({ url: '/d?lang=es', script: '' }, 'adm1', wanted), /^\/d\?lang=es&by=adm1&zoom=5&/);
});

test('files count all there is, and nothing that a filter leaves', () => {
  assert.ok(areCounted(files, {}));
  assert.ok(!areCounted(files, { kinds: ['attack'] }));
  assert.ok(areCounted({}, { kinds: ['attack'] }));
});
