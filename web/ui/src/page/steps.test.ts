import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Steps } from './steps';
import { openPage } from '../testing/page';

const page = `<section id="steps"><ol>
<li><a class="step" href="/stories/s?bbox=-106,19,-102,22&lang=en" data-id="i">The valley</a></li>
<li><a class="step" href="/stories/s?center=-104,20.5&zoom=9.5&layers=deaths&datetime=2026-02-22T06:00:00Z/..&lang=en">The coast</a></li></ol>
<p class="turn" hidden><button class="previous"></button><span></span><button class="next"></button></p></section>`;

test('steps are walked through in their order, and each shows its view', () => {
  const { doc } = openPage(page);
  const shown: unknown[] = [];
  new Steps(doc, (view, incident) => shown.push({ ...view, incident }));
  const press = (selector: string): void => doc.querySelector<HTMLElement>(selector)!.click();
  const state = (): unknown[] => [
    doc.querySelector('.turn span')!.textContent,
    ...['previous', 'next'].map((name) => doc.querySelector<HTMLButtonElement>(`.${name}`)!.disabled),
    [...doc.querySelectorAll('a.step')].map((link) => link.getAttribute('aria-current')),
  ];
  assert.deepEqual(state(), ['0 / 2', true, false, [null, null]]);
  press('.next');
  assert.deepEqual(state(), ['1 / 2', true, false, ['step', null]]);
  press('.next');
  press('.next'); // there is no third
  assert.deepEqual(state(), ['2 / 2', false, true, [null, 'step']]);
  press('a.step');
  assert.deepEqual(shown.map((view) => JSON.parse(JSON.stringify(view)) as unknown), [
    { bbox: [-106, 19, -102, 22], filter: {}, incident: 'i' },
    { center: { lon: -104, lat: 20.5 }, zoom: 9.5, filter: { layers: ['deaths'], time: '2026-02-22T06:00:00Z/..' } },
    { bbox: [-106, 19, -102, 22], filter: {}, incident: 'i' },
  ]);
});

test('a page without steps has none', () => {
  const { doc } = openPage('<p></p>');
  new Steps(doc, () => assert.fail());
});
