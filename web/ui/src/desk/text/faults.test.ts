/** Whatever the API finds wrong with a field stands beside it, in each language of the desk. */
import { explain } from './explain';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import said from '../../../../edit/testdata/faults.json';
import table from '../../../../i18n/desk.json';
import { openPage } from '../../testing/page';
import { Api } from '../api/api';
import { KindSection, TextsSection } from '../incident/basics';
import type { DeskConfig } from './config';
import { EvidenceSection } from '../incident/evidence';
import { fieldName } from './describe';
import { clearWrong, find, showFaults } from '../form/field';
import type { Incident, Story } from '../api/forms';
import { isSpoken, sayFault } from './faults';
import { MediaSection } from '../incident/media';
import { LayersForm } from '../settings/layersform';
import { PolicyForm } from '../settings/policyform';
import { Problem } from '../api/problem';
import { IncidentOffers, RelationsSection } from '../incident/relations';
import { ScheduleSection } from '../workflow/schedule';
import { WhenSection } from '../incident/when';
import { useMessages } from './words';

const words = (...values: string[]): { value: string; title: string }[] => values.map((value) => ({ value, title: value }));

const config: DeskConfig = {
  page: 'incident', lang: 'en', root: '', messages: {}, mapWords: {}, importOptions: [], languages: words('en', 'es'), limits: { title: 500, text: 20000, list: 200 },
  basemap: { url: '', maxZoom: 8, attribution: '' },
  kinds: [{ value: 'attack', title: 'Attack', class: 'incident', shape: 'circle' }],
  choices: new Proxy({}, { get: () => words('a', 'b') }),
};

const story: Story = {
  slug: 's', title: { es: 'H' }, languages: ['es'], zone: 'UTC', view: { bbox: [0, 0, 1, 1] }, layers: [],
  policy: { kinds: { attack: { disclosure: 'open' }, x: { disclosure: 'open' } }, delay_kinds: { attack: 1 } },
};

/** An incident with one of everything that has a place of its own. */
const incident: Incident = {
  kind: 'attack', title: { es: 'x' }, workflow: 'draft',
  sources: [{ id: 's1', publisher: { es: 'x' } }],
  casualties: [{ group: 'police', outcome: 'killed', best: 1 }],
  claims: [{ field: 'kind', value: 'x', source: 's1', stance: 'supports' }],
  relations: [{ type: 'part_of', incident: 'x' }],
  media: [{ kind: 'video', hash: 'sha256:0', width: 1, height: 1, alt: {}, credit: {}, licence: { name: '' } }],
};

/** What is not in the form of an incident: the note is in the dialog that sends it, the stage follows from the button. */
const ELSEWHERE = /^(note\b|workflow$)/;

function inPage(): HTMLElement {
  const page = openPage('<main></main>');
  (globalThis as unknown as { IntersectionObserver: unknown }).IntersectionObserver = class {
    observe(): void {}
    disconnect(): void {}
  };
  return page.doc.querySelector('main')!;
}

for (const lang of ['en', 'es'] as const) {
  test(`all that can be wrong is said in ${lang}`, () => {
    useMessages(Object.fromEntries(Object.entries(table as Record<string, Record<string, string>>).map(([key, texts]) => [key.replace('desk.', ''), texts[lang]!])));
    for (const { parameter, detail } of [...said.incident, ...said.story]) {
      assert.ok(isSpoken(detail), `${parameter}: ${detail}`);
      const text = sayFault(detail);
      assert.ok(!text.startsWith('wrong.') && !text.includes('{') && text.length < 200, `${parameter}: ${text}`);
    }
  });
}

test('it stands beside the field of an incident', async () => {
  const main = inPage();
  const { WhereSection } = await import('../incident/where'); // the map wants a page when it is loaded
  const api = new Api('');
  const sections = [
    new TextsSection(config, story), new KindSection(config), new WhenSection(config, 'UTC'), new WhereSection(config, api, story), new EvidenceSection(config, story),
    new MediaSection(config, api, story), new RelationsSection(config, new IncidentOffers(api, story)), new ScheduleSection('UTC'),
  ];
  for (const section of sections) {
    main.append(section.element);
    section.write(incident);
  }
  for (const fault of said.incident) {
    if (ELSEWHERE.test(fault.parameter)) continue;
    assert.ok(find(main, fault.parameter), fault.parameter);
    assert.deepEqual(showFaults(main, [fault]), [], fault.parameter);
    assert.ok([...main.querySelectorAll<HTMLElement>('.wrong')].some((w) => !w.hidden && w.textContent !== ''), `${fault.parameter}: nothing is shown`);
    for (const w of main.querySelectorAll<HTMLElement>('.wrong')) w.hidden = true;
  }
});

test('what is wrong with a place as a whole, or with a text that is too long, stands where it can be mended', () => {
  for (const detail of ['is needed when an area (adm1) is given as a point', 'must be null when the precision is unlocated', 'year 12026 is out of range']) assert.ok(isSpoken(detail), detail);
  const main = inPage();
  const evidence = new EvidenceSection(config, story);
  main.append(evidence.element);
  evidence.write({ ...incident, casualties: [{ group: 'police', outcome: 'killed', best: 1, claim: 'k1' }], claims: [...incident.claims!, { id: 'k1', field: 'casualties', value: 'killed 1', source: 's1', stance: 'supports' }] });
  const long = said.incident.filter((f) => /^claims\[0\]\.(value|passage)$/.test(f.parameter));
  assert.equal(long.length, 2);
  for (const { parameter } of long) assert.equal(find(main, parameter)!.dataset['field'], parameter.replace('claims[0].', ''));
  evidence.read();
  const passage = find(main, 'claims[1].passage')!;
  assert.deepEqual([passage.dataset['field'], passage.closest<HTMLElement>('[data-list]')!.dataset['list']], ['passage', 'casualties'], 'a figure’s own passage');
  assert.equal(find(main, 'claims[2].passage')!.dataset['field'], 'claims');
});

test('whatever is wrong with the settings of a story stands beside a field, or is given back to be told at the top, by name', async () => {
  const main = inPage();
  useMessages(Object.fromEntries(Object.entries(table as Record<string, Record<string, string>>).map(([key, texts]) => [key.replace('desk.', ''), texts['es']!])));
  const [{ StoryForm }, { MapForm }] = await Promise.all([import('../settings/storyform'), import('../settings/mapform')]);
  const offers = new IncidentOffers(new Api(''), story);
  const shown = { ...story, layers: [{ id: 'a', title: { es: 'x' }, symbol: { shape: 'star' as const, color: '#b2182b' }, filter: {} }] };
  main.append(new StoryForm(config, shown).element, new LayersForm(config, shown).element, new MapForm(config, new Api(''), shown, offers).element, new PolicyForm(config, shown).element);
  for (const fault of said.story) {
    clearWrong(main);
    const lost = showFaults(main, [fault]);
    const marks = [...main.querySelectorAll<HTMLElement>('.wrong')].filter((w) => !w.hidden && !w.closest('[hidden]') && w.textContent !== '');
    assert.equal(lost.length + marks.length, 1, fault.parameter);
    const told = explain(new Problem(422, 'invalid', '', lost));
    if (lost.length > 0) assert.ok(!told.includes(` ${fault.parameter.split(/[.[]/)[0]}`), told);
  }
  assert.equal(fieldName('casualties[1].best'), 'Víctimas 2 (best)');
  useMessages({});
});

test('what is wrong with a field that is not shown is given back', () => {
  const main = inPage();
  const when = new WhenSection(config, 'UTC');
  main.append(when.element);
  when.write({ ...incident, start: '2026-02-22T10:00:00Z', time_precision: 'minute' });
  find(main, 'end')!.hidden = true;
  const fault = { parameter: 'end', detail: 'is before the start' };
  assert.deepEqual(showFaults(main, [fault]), [fault]);
});

test('it stands beside the field of a policy', () => {
  const main = inPage();
  main.append(new PolicyForm(config, story).element);
  for (const fault of said.story) {
    if (!fault.parameter.startsWith('policy.') && fault.parameter !== 'publication') continue;
    assert.ok(find(main, fault.parameter), fault.parameter);
  }
});

test('media types are called as people call them', () => {
  useMessages({ 'wrong.picture_type': 'This is {given}', 'wrong.lying_picture': 'says {given}, is {limit}', 'file.video': 'a video', 'file.other': 'another kind of file' });
  for (const [type, want] of [
    ['image/gif', 'GIF'], ['image/heic', 'HEIC'], ['image/svg+xml', 'SVG'], ['image/x-tiff; q=1', 'TIFF'], ['application/pdf', 'PDF'], ['video/mp4', 'a video'], ['application/octet-stream', 'another kind of file'],
  ] as const) {
    assert.equal(sayFault(`is "${type}"; send a picture as image/jpeg, image/png, image/webp`), `This is ${want}`, type);
  }
  assert.equal(sayFault('is said to be image/jpeg and is image/png; say what it is'), 'says JPEG, is PNG');
  useMessages({});
});

test('what is not there is said once, in the language of the page', () => {
  useMessages({ 'error.gone': 'It is not there.', 'error.refused': 'Refused.', 'wrong.other_incident': 'Choose another.' });
  const told = (status: number, parameter: string, detail: string): string => explain(new Problem(status, '', detail, [{ parameter, detail }]));
  for (const detail of ['there is no incident "01" in the story "s"', 'there is no import "r"', 'there is no such token', 'there is no revision 9; the newest is 2', 'this story has no import "r"']) {
    assert.equal(told(404, 'incident', detail), 'It is not there.', detail);
  }
  assert.match(told(422, 'into', '"01" is no incident of this story'), /^Refused\. .*: Choose another\.$/);
  useMessages({});
});
