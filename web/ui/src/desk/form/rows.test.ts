import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPage } from '../../testing/page';
import { disclosureOf } from '../incident/disclosure';
import { el } from './dom';
import { countsText, messageParts } from '../intake/importreport';
import { Rows } from './rows';

function shown(): { rows: Rows<string>; changes: () => number; focused: () => string; press: (row: number, button: number) => void } {
  const page = openPage('<main></main>');
  const rows: Rows<string> = new Rows<string>(
    'names',
    (value) => {
      const control = el('input', {});
      control.value = value;
      const element = el('div', {}, control);
      element.append(rows.movers(element, 'up', 'down'));
      return { element, read: () => control.value };
    },
    { label: 'add', empty: () => '' },
  );
  let changes = 0;
  rows.element.addEventListener('change', () => changes++);
  page.doc.querySelector('main')!.append(rows.element);
  rows.set(['a', 'b', 'c']);
  const press = (row: number, button: number): void => {
    const made = rows.all[row]!.element.querySelectorAll('button')[button]!;
    made.focus();
    made.click();
  };
  return { rows, changes: () => changes, focused: () => (page.doc.activeElement as HTMLInputElement).value || page.doc.activeElement!.textContent!, press };
}

test('rows are ordered, and what has the focus keeps it', () => {
  const { rows, changes, focused, press } = shown();
  press(0, 1);
  assert.deepEqual(rows.read(), ['b', 'a', 'c']);
  assert.equal(focused(), 'down');
  press(0, 0);
  assert.deepEqual(rows.read(), ['b', 'a', 'c'], 'the first goes no further up');
  assert.equal(changes(), 1);
});

test('where a row is taken out the focus goes to the next, to the one before the end, and to where rows are added', () => {
  const { rows, changes, focused, press } = shown();
  for (const want of ['c', 'a', 'add']) {
    press(rows.all.length > 1 ? 1 : 0, 2);
    assert.equal(focused(), want);
  }
  assert.deepEqual(rows.read(), []);
  assert.equal(changes(), 3);
  rows.append('x');
  assert.deepEqual([rows.read(), changes()], [['x'], 4]);
});

test('what readers see of a place is told by the incident, its kind and its story, in this order', () => {
  const policy = { disclosure: 'coarsened', kinds: { attack: { disclosure: 'withheld' }, panic: { grid_m: 100 } } };
  assert.equal(disclosureOf({ policy }, { disclosure: 'open', kind: 'attack' }), 'open');
  assert.equal(disclosureOf({ policy }, { disclosure: '', kind: 'attack' }), 'withheld');
  assert.equal(disclosureOf({ policy }, { kind: 'panic' }), 'coarsened');
  assert.equal(disclosureOf({}, { kind: 'panic' }), 'open');
});

test('a report is told in the language of the page; what is in English alone is marked so', () => {
  openPage('<main></main>');
  const config = { lang: 'es' } as Parameters<typeof messageParts>[0];
  const said = (words: Record<string, string>): { words: Record<string, string> } => ({ words });
  const line = el('p', {}, messageParts(config, { row: 3, column: 'fecha', value: 'x', explained: { reason: said({ en: 'is not a date', es: 'no es una fecha' }), action: said({ en: 'it is kept' }) } }));
  assert.equal(line.textContent, 'import.row: fecha: “x” no es una fecha; it is kept');
  assert.deepEqual([...line.querySelectorAll('[lang]')].map((e) => [e.getAttribute('lang'), e.textContent]), [['en', 'it is kept']]);
  const counts = { rows: 2, accepted: 2, partial: 0, refused: 0, unlocated: 0, blank: 0, duplicates: 0, created: 2, updated: 0, unchanged: 0 };
  assert.equal(countsText(counts), 'import.count.rows · import.count.accepted · import.count.created');
});
