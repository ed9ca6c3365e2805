/** What may be said of a file: each field writes its option, keeps what was chosen, and the focus. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPage } from '../../testing/page';
import type { DeskConfig } from '../text/config';
import { ImportOptions } from './importoptions';

const config = {
  kinds: [{ value: 'attack', title: 'Attack', class: 'incident', shape: 'circle' }],
  importOptions: [
    { name: 'kind', label: 'Kind' },
    { name: 'dates', label: 'Order', choices: [{ value: 'dmy', title: 'day first' }, { value: 'mdy', title: 'month first' }] },
    { name: 'today', label: 'Day' },
    { name: 'crs', label: 'System' },
    { name: 'unpivot', label: 'Unpivot', box: true },
    { name: 'add_kinds', label: 'Declare', box: true },
  ],
} as unknown as DeskConfig;

test('every option but those that have a place of their own is a field, and is sent as it is chosen', async () => {
  const page = openPage('<main></main>');
  const main = page.doc.querySelector('main')!;
  let read = 0;
  const options: ImportOptions = new ImportOptions(config, async () => {
    read++;
    main.replaceChildren(options.element());
  });
  main.replaceChildren(options.element());
  const control = (label: string): HTMLInputElement => [...main.querySelectorAll<HTMLLabelElement>('label')].filter((l) => l.textContent === label).map((l) => l.querySelector('input') ?? main.querySelector<HTMLInputElement>(`[id="${l.htmlFor}"]`)!)[0]!;
  assert.deepEqual([...main.querySelectorAll('label')].map((l) => l.textContent), ['Kind', 'Order', 'Day', 'System', 'Unpivot']);
  assert.equal(main.querySelector('details')!.open, false);
  const choose = async (label: string, value: string): Promise<void> => {
    const made = control(label);
    if (made.type === 'checkbox') made.checked = value === '1';
    else made.value = value;
    made.dispatchEvent(new Event('change'));
    await Promise.resolve();
    await Promise.resolve();
    assert.equal(page.doc.activeElement, control(label), `${label} keeps the focus`);
  };
  for (const [label, value] of [['Kind', 'attack'], ['Order', 'mdy'], ['Day', '2026-02-22'], ['System', ' 32613 '], ['Unpivot', '1']] as const) await choose(label, value);
  assert.equal(read, 5);
  const words = new URLSearchParams();
  options.write(words);
  assert.equal(words.toString(), 'kind=attack&dates=mdy&today=2026-02-22&crs=32613&unpivot=1');
  assert.equal(control('Day').type, 'date');
  assert.equal(main.querySelector('details')!.open, true);
  await choose('Unpivot', '0');
  await choose('Kind', '');
  const left = new URLSearchParams();
  options.write(left);
  assert.equal(left.toString(), 'dates=mdy&today=2026-02-22&crs=32613');
});
