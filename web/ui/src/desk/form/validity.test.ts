/** What is unfinished or out of its limits is told beside its field, and nothing is sent. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import table from '../../../../i18n/desk.json';
import { openPage, settled } from '../../testing/page';
import { Api } from '../api/api';
import type { DeskConfig } from '../text/config';
import { openForm } from './dialog';
import { EvidenceSection } from '../incident/evidence';
import { field, input } from './field';
import type { Incident, Story } from '../api/forms';
import { PolicyForm } from '../settings/policyform';
import { ScheduleSection } from '../workflow/schedule';
import { faultOf, isTyped, refuse } from './validity';
import { WhenSection } from '../incident/when';
import { useMessages } from '../text/words';

const words = (...values: string[]): { value: string; title: string }[] => values.map((value) => ({ value, title: value }));

const config: DeskConfig = {
  page: 'incident', lang: 'en', root: '', messages: {}, mapWords: {}, importOptions: [], languages: words('en', 'es'), limits: { title: 500, text: 20000, list: 200 },
  basemap: { url: '', maxZoom: 8, attribution: '' },
  kinds: [{ value: 'attack', title: 'Attack', class: 'incident', shape: 'circle' }],
  choices: new Proxy({}, { get: () => words('minute', 'hour', 'day', 'exact') }),
};

const story: Story = {
  slug: 's', title: { es: 'H' }, languages: ['es'], zone: 'UTC', view: { bbox: [0, 0, 1, 1] }, layers: [],
  policy: { kinds: { attack: { disclosure: 'open' } }, delay_kinds: { attack: 1 } },
};

const incident: Incident = {
  kind: 'attack', title: { es: 'x' }, workflow: 'draft', start: '2026-02-22T13:00:00Z', time_precision: 'hour', precision: 'exact',
  geometry: { type: 'Point', coordinates: [-103, 20] }, sources: [{ id: 's1', publisher: { es: 'x' } }], casualties: [{ group: 'police', outcome: 'killed', best: 1 }],
};

/** As a browser has a control in which something is written that is no value. */
function unfinished(control: HTMLInputElement): void {
  Object.defineProperty(control, 'validity', { value: { valid: false, badInput: true }, configurable: true });
}

for (const lang of ['en', 'es'] as const) {
  test(`what is wrong with a control is said in ${lang}`, () => {
    openPage('<main></main>');
    useMessages(Object.fromEntries(Object.entries(table as Record<string, Record<string, string>>).map(([key, texts]) => [key.replace('desk.', ''), texts[lang]!])));
    const number = { type: 'number', step: 'any', min: -90, max: 90 };
    for (const [value, attributes, want] of [
      ['91', number, ['−90', '90']], ['-90.5', number, ['−90', '90']], ['1e', number, ['']], ['', { ...number, required: true }, ['']],
      ['-5', { type: 'number', min: 0, step: 'any' }, ['0']], ['1.5', { type: 'number', min: 0, step: 1 }, ['']],
    ] as const) {
      const fault = faultOf(input(value, attributes));
      assert.ok(fault && !fault.includes('{') && !fault.includes('wrong.'), `${value}: ${fault}`);
      for (const part of want) assert.ok(fault.includes(part), `${value}: ${fault} without ${part}`);
    }
    for (const type of ['date', 'time', 'datetime-local', 'number']) {
      const control = input('', { type });
      assert.equal(faultOf(control), '', type);
      unfinished(control);
      assert.match(faultOf(control), lang === 'en' ? /not complete/ : /incomplet/, type);
    }
    for (const value of ['90', '-90', '0', '']) assert.equal(faultOf(input(value, number)), '', value);
    useMessages({});
  });
}

test('whichever number, day or time of a form is unfinished, the form is refused and says so beside it', async () => {
  const main = openPage('<main></main>').doc.querySelector('main')!;
  (globalThis as unknown as { IntersectionObserver: unknown }).IntersectionObserver = class {
    observe(): void {}
    disconnect(): void {}
  };
  const { WhereSection } = await import('../incident/where');
  const sections = [new WhenSection(config, 'UTC'), new WhereSection(config, new Api(''), story), new EvidenceSection(config, story), new ScheduleSection('UTC')];
  for (const section of sections) {
    main.append(section.element);
    section.write(incident);
  }
  main.append(new PolicyForm(config, story).element);
  const typed = [...main.querySelectorAll('input')].filter(isTyped);
  const seen = typed.filter((c) => !c.closest('[hidden]'));
  const names = seen.map((c) => c.closest<HTMLElement>('.field')!.dataset['field']);
  const wanted = ['start', 'start.clock', 'end', 'corner.0.1', 'corner.0.0', 'radius_m', 'published', 'best', 'publish_at', 'policy.grid_m', 'policy.delay_minutes', 'policy.embargo_until', 'policy.delay_kinds.attack'];
  for (const name of wanted) assert.ok(names.includes(name), name);
  assert.equal(refuse(main), false);
  for (const control of seen) {
    const holder = control.closest<HTMLElement>('.field')!;
    unfinished(control);
    assert.equal(refuse(main), true, holder.dataset['field']);
    assert.deepEqual([...main.querySelectorAll<HTMLElement>('.field')].filter((f) => f.querySelector<HTMLElement>(':scope > .wrong')?.hidden === false), [holder]);
    assert.equal(control.getAttribute('aria-invalid'), 'true');
    assert.ok([...main.querySelectorAll('details')].every((d) => !d.contains(control) || d.hasAttribute('open')));
    Reflect.deleteProperty(control, 'validity');
    assert.equal(refuse(main), false);
    assert.equal(control.hasAttribute('aria-invalid'), false);
  }
});

test('a dialog stays, and does nothing, while a field of it is unfinished', async () => {
  const { doc } = openPage('');
  const at = input('', { type: 'datetime-local' });
  let done = 0;
  const asked = openForm('x', [field('publish_at', 'At', at)], { done: 'send', act: () => (done++, '') });
  const form = doc.querySelector('form')!;
  assert.ok(form.noValidate, 'the browser’s own bubbles are in its own language, and stop a form without a word where the field is folded away');
  unfinished(at);
  form.dispatchEvent(new Event('submit', { cancelable: true }));
  assert.equal(done, 0);
  assert.equal(doc.querySelector<HTMLElement>('.field .wrong')!.textContent, 'wrong.part_day');
  Reflect.deleteProperty(at, 'validity');
  form.dispatchEvent(new Event('submit', { cancelable: true }));
  assert.equal(await asked, true);
  assert.equal(done, 1);
});

test('a dialog whose work fails says so, and can be sent again', async () => {
  const { doc } = openPage('');
  let tries = 0;
  const asked = openForm('x', [], { done: 'send', act: () => (tries++ === 0 ? Promise.reject(new Error('broken')) : '') });
  const form = doc.querySelector('form')!;
  form.dispatchEvent(new Event('submit', { cancelable: true }));
  await settled();
  assert.equal(doc.querySelector<HTMLElement>('[role=alert]')!.hidden, false);
  assert.equal(doc.querySelector<HTMLButtonElement>('[type=submit]')!.disabled, false);
  form.dispatchEvent(new Event('submit', { cancelable: true }));
  assert.equal(await asked, true);
});
