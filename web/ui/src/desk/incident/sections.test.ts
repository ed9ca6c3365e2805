import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPage, type TestPage } from '../../testing/page';
import { Autosave } from './autosave';
import { KindSection, TextsSection } from './basics';
import type { DeskConfig } from '../text/config';
import { EvidenceSection } from './evidence';
import { find, showFaults } from '../form/field';
import type { Incident, Story } from '../api/forms';
import { Tracked, type Section } from '../form/section';
import { WhenSection } from './when';

const words = (...values: string[]): { value: string; title: string }[] => values.map((value) => ({ value, title: value }));

const config: DeskConfig = {
  page: 'incident', lang: 'en', root: '', messages: {}, mapWords: {}, importOptions: [], languages: words('en', 'es'), limits: { title: 500, text: 20000, list: 200 },
  basemap: { url: '', maxZoom: 8, attribution: '' },
  kinds: [{ value: 'attack', title: 'Attack', class: 'incident', shape: 'circle' }, { value: 'killing', title: 'Killing', class: 'incident', shape: 'circle' }],
  choices: {
    class: words('incident', 'advisory'), verification: words('unverified', 'confirmed'), disclosure: words('open', 'withheld'), group: words('police', 'unknown'), outcome: words('killed', 'wounded'),
    'source.kind': words('wire', 'official', 'unstated'), attribution: words('institution', 'anonymous', 'unstated'), stance: words('supports', 'disputes'),
    time_precision: words('minute', 'hour', 'part_of_day', 'day', 'week', 'month', 'year', 'unknown'), basis: words('event', 'reported'),
  },
};

const story: Story = { slug: 's', title: { es: 'H' }, languages: ['es', 'en'], zone: 'America/Mexico_City', view: { bbox: [0, 0, 1, 1] }, layers: [] };

const incident: Incident = {
  id: '01', kind: 'attack', class: 'advisory', title: { es: 'Seis muertos', fr: 'Six morts' }, summary: {}, workflow: 'draft', verification: 'confirmed', disclosure: 'withheld',
  start: '2026-02-22T13:00:00-06:00', end: '2026-02-22T18:00:00-06:00', time_precision: 'part_of_day', zone: 'America/Mexico_City', basis: 'reported',
  sources: [
    { id: 'sa', publisher: { es: 'Fiscalía' }, url: 'https://a.example/1', kind: 'official', attribution: 'institution', published: '2026-02-22T15:00:00Z', hash: 'sha256:00' },
    { id: 'sb', publisher: { es: 'Un funcionario' }, kind: 'official', attribution: 'anonymous', reason: { es: 'no autorizado' } },
  ],
  casualties: [
    { id: 'c1', group: 'police', outcome: 'killed', best: 6, claim: 'k1' },
    { id: 'c2', group: 'unknown', outcome: 'killed', low: 5, high: 7 },
    { id: 'c3', group: 'police', outcome: 'wounded', best: 0, claim: 'k3', counted_in: { incident: '02', casualty: 'c1' } },
  ],
  claims: [
    { id: 'k2', field: 'where', value: 'Zapopan', source: 'sb', passage: 'en Zapopan', start: 4, end: 14, stance: 'disputes' },
    { id: 'k1', field: 'casualties', value: 'killed 6', source: 'sa', passage: 'seis', stance: 'supports' },
    { id: 'k3', field: 'casualties', value: 'wounded 0', source: 'sa', stance: 'supports' },
  ],
};

/** A section in a page, in step with the incident. */
function shown(make: () => Section): { page: TestPage; section: Section; tracked: Tracked } {
  const page = openPage('<main></main>');
  const section = make();
  page.doc.querySelector('main')!.append(section.element);
  const tracked = new Tracked(section);
  tracked.settle(incident);
  return { page, section, tracked };
}

const sections: [string, () => Section, (keyof Incident)[]][] = [
  ['texts', () => new TextsSection(config, story), ['title', 'summary']],
  ['kind', () => new KindSection(config), ['kind', 'class', 'verification', 'disclosure']],
  ['evidence', () => new EvidenceSection(config, story), ['sources', 'casualties', 'claims']],
];

for (const [name, make, fields] of sections) {
  test(`the form's ${name} say what they were given, and nothing is changed by looking`, () => {
    const { section, tracked } = shown(make);
    const read = section.read();
    for (const field of fields) assert.deepEqual(read[field], incident[field], field);
    assert.equal(tracked.changed, false);
  });
}

test('a part of the day keeps its clocks', () => {
  const { section, tracked } = shown(() => new WhenSection(config, story.zone));
  assert.deepEqual(section.read(), { start: '2026-02-22T13:00', end: '2026-02-22T18:00', zone: 'America/Mexico_City', time_precision: 'part_of_day', basis: 'reported' });
  assert.equal(tracked.changed, false);
});

function write(element: Element, selector: string, value: string): void {
  element.querySelector<HTMLInputElement>(selector)!.value = value;
}

test('a figure that changes takes its claim along, and a passage that changes has no place yet', () => {
  const { section, tracked } = shown(() => new EvidenceSection(config, story));
  write(section.element, '[data-list="casualties"] [data-field="best"] input', '7');
  write(section.element, '[data-list="claims"] [data-field="passage"] textarea', 'fue en Zapopan');
  const { casualties, claims } = section.read();
  assert.equal(tracked.changed, true);
  assert.deepEqual(casualties![0], { id: 'c1', group: 'police', outcome: 'killed', best: 7, claim: 'k1' });
  assert.equal(claims!.find((c) => c.id === 'k1')!.value, 'killed 7');
  assert.deepEqual(claims![0], { id: 'k2', field: 'where', value: 'Zapopan', source: 'sb', passage: 'fue en Zapopan', stance: 'disputes' });
});

test('a fault stands beside its field, and of one that is not shown it is given back', () => {
  const { section } = shown(() => new EvidenceSection(config, story));
  const lost = showFaults(section.element, [
    { parameter: 'casualties[2].best', detail: 'is 4.5 and not a whole number' },
    { parameter: 'sources[1].publisher.es', detail: 'has 600 bytes; the limit is 500' },
    { parameter: 'relations[0].type', detail: 'is missing' },
  ]);
  assert.deepEqual(lost.map((f) => f.parameter), ['relations[0].type']);
  const row = section.element.querySelectorAll('[data-list="casualties"] > [data-row]')[2]!;
  assert.equal(row.querySelector('[data-field="best"] .wrong')!.textContent, 'is 4.5 and not a whole number');
  assert.equal(row.querySelector('[data-field="best"] input')!.getAttribute('aria-invalid'), 'true');
  assert.equal(find(section.element, 'sources[1].publisher.es')!.querySelector('.wrong')!.textContent, 'wrong.long');
});

test('work is kept in the browser until it is sent, and old work goes', () => {
  const store = new Map<string, string>();
  const storage = Object.assign(Object.create({
    getItem: (key: string) => store.get(key) ?? null,
    setItem(this: Record<string, string>, key: string, value: string) { store.set(key, value); this[key] = value; },
    removeItem(this: Record<string, string>, key: string) { store.delete(key); delete this[key]; },
  })) as Storage;
  const day = 24 * 3600 * 1000;
  const mine = new Autosave(storage, 'p1', 's', '01');
  mine.keep({ revision: 3, at: 0, form: { kind: 'attack' } });
  assert.equal(new Autosave(storage, 'p2', 's', '01').find(day), undefined, 'another person’s');
  assert.deepEqual(mine.find(day)!.form, { kind: 'attack' });
  mine.drop();
  assert.equal(mine.find(day), undefined);
  mine.keep({ revision: 3, at: 0, form: {} });
  assert.equal(mine.find(31 * day), undefined);
  assert.equal(store.size, 0);
});
