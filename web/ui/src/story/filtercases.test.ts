/** The page's filter finds what the server's does: both are held to the same cases. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import shared from '../../../filter/testdata/cases.json';
import type { LayerConfig } from './config';
import type { Feature } from '../incidents/features';
import { passes, testsOf } from './filter';
import { buildModel } from '../incidents/model';
import { readView } from './url';

const layers: LayerConfig[] = Object.keys(shared.layers).map((id) => ({ id, title: id, shape: 'circle', color: '#000000' }));
const { incidents } = buildModel(shared.features as Feature[], 'es');

for (const { name, query, found } of shared.cases) {
  test(name, () => {
    const tests = testsOf(readView(`?${query}`).filter, layers);
    const ids = [...incidents.values()].filter((incident) => passes(incident, tests)).map(({ id }) => id.slice(24));
    assert.deepEqual(ids, found, query);
  });
}
