/** Of two people's work on one form nothing is lost without a choice. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mergeForms, same, takeMine, type Form, type Tied } from './merge';

const tied: Record<string, Tied> = { when: { fields: ['start', 'end'], whole: true }, evidence: { fields: ['sources', 'claims'] } };

/** What each changes of one form, what comes of it, and which differences are asked of. */
const cases: [name: string, mine: Form, theirs: Form, merged: Form, asked: string[]][] = [
  ['other fields', { kind: 'killing' }, { verification: 'confirmed' }, { kind: 'killing', verification: 'confirmed' }, []],
  ['the same field to the same', { kind: 'killing' }, { kind: 'killing' }, { kind: 'killing' }, []],
  ['the same field otherwise', { kind: 'killing' }, { kind: 'arrest' }, { kind: 'arrest' }, ['kind']],
  ['another language of one text', { title: { es: 'Siete', en: 'Six' } }, { title: { es: 'Seis', en: 'Seven' } }, { title: { es: 'Siete', en: 'Seven' } }, []],
  ['one language otherwise', { title: { es: 'Siete', en: 'Six' } }, { title: { es: 'Ocho', en: 'Eight' } }, { title: { es: 'Ocho', en: 'Eight' } }, ['title.es']],
  ['a language that one takes out', { title: { es: 'Seis' } }, { title: { es: 'Siete', en: 'Six' } }, { title: { es: 'Siete' } }, []],
  ['a text that only one has', { summary: { es: 'Nuevo' } }, {}, { summary: { es: 'Nuevo' } }, []],
  ['the start and the end of one time', { start: '2026-02-23' }, { end: '2026-02-24' }, { end: '2026-02-24' }, ['when']],
  ['a new row beside another', { sources: [{ id: 's1', url: 'a' }, { url: 'mine' }] }, { sources: [{ id: 's1', url: 'a' }, { id: 's2', url: 'theirs' }] }, { sources: [{ id: 's1', url: 'a' }, { id: 's2', url: 'theirs' }, { url: 'mine' }] }, []],
  ['different rows', { sources: [{ id: 's1', url: 'mine' }] }, { claims: [{ id: 'k1', value: 'theirs' }] }, { sources: [{ id: 's1', url: 'mine' }], claims: [{ id: 'k1', value: 'theirs' }] }, []],
  ['the same row', { sources: [{ id: 's1', url: 'mine' }] }, { sources: [{ id: 's1', url: 'theirs' }] }, { sources: [{ id: 's1', url: 'theirs' }] }, ['evidence']],
  ['a row that one takes out', { sources: [] }, { kind: 'killing' }, { sources: [], kind: 'killing' }, []],
  ['a row that one takes out and another changes', { sources: [] }, { sources: [{ id: 's1', url: 'theirs' }] }, { sources: [{ id: 's1', url: 'theirs' }] }, ['evidence']],
  ['new rows that took the same id', { claims: [{ id: 'k1', value: 'mine' }] }, { claims: [{ id: 'k1', value: 'theirs' }], sources: [] }, { claims: [{ id: 'k1', value: 'theirs' }], sources: [] }, ['evidence']],
];

const base: Form = { kind: 'attack', verification: 'unverified', title: { es: 'Seis', en: 'Six' }, start: '2026-02-22', end: '', sources: [{ id: 's1', url: 'a' }], claims: [] };

for (const [name, mine, theirs, merged, asked] of cases) {
  test(`two people change ${name}`, () => {
    const [own, other] = [{ ...base, ...mine }, { ...base, ...theirs }];
    const out = mergeForms(base, own, other, tied);
    assert.deepEqual(out.differences.map((d) => d.name), asked);
    assert.ok(same(out.merged, { ...base, ...merged }), JSON.stringify(out.merged));
    const back = mergeForms(base, other, own, tied);
    assert.deepEqual(back.differences.map((d) => d.name), asked, 'it is asked whoever comes first');
    if (asked.length > 0 && asked[0] !== 'title.es') assert.ok(same(out.differences.reduce(takeMine, out.merged), mergeForms(base, other, own, tied).merged), 'one’s own version stands once it is chosen');
  });
}

test('who changed nothing changes nothing, and an order of rows that was changed by hand is asked of', () => {
  for (const [, mine] of cases) {
    const other = { ...base, ...mine };
    assert.deepEqual(mergeForms(base, base, other, tied), { merged: other, differences: [] });
    assert.ok(same(mergeForms(base, other, base, tied).merged, other));
  }
  const [a, b, c] = ['a', 'b', 'c'].map((id) => ({ id }));
  assert.equal(mergeForms({ steps: [a, b] }, { steps: [b, a] }, { steps: [a, b, c] }).differences.length, 1);
});
