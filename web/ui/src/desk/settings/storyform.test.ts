import assert from 'node:assert/strict';
import { test } from 'node:test';
import table from '../../../../i18n/desk.json';
import { openPage } from '../../testing/page';
import type { DeskConfig } from '../text/config';
import { showFaults } from '../form/field';
import { useMessages } from '../text/words';

test('what is wrong with the first view stands beside the map, in the language of the page', async () => {
  const { doc } = openPage('<main></main>');
  Object.assign(globalThis, { IntersectionObserver: class { observe(): void {} } });
  useMessages(Object.fromEntries(Object.entries(table).map(([key, texts]) => [key.slice('desk.'.length), texts.es])));
  const { StoryForm } = await import('./storyform'); // the map wants a page when it is loaded
  const form = new StoryForm({ lang: 'es', languages: [{ value: 'es', title: 'Español' }] } as unknown as DeskConfig, {});
  doc.querySelector('main')!.append(form.element);
  const detail = 'longitudes lie between -180 and 180; the order is west,south,east,north';
  assert.deepEqual(showFaults(form.element, [{ parameter: 'view.bbox', detail }]), []);
  const told = [...form.element.querySelectorAll<HTMLElement>('.wrong')].filter((w) => !w.hidden);
  assert.deepEqual(told.map((w) => w.textContent), [table['desk.wrong.where'].es]);
  assert.ok(told[0]!.closest('fieldset')!.querySelector('.map'));
});
