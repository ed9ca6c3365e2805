import assert from 'node:assert/strict';
import { test } from 'node:test';
import { List } from './list';
import { listOf, openPage, type TestPage } from '../testing/page';

const lines = { incident: [{ id: 'a' }, { id: 'c' }], advisory: [{ id: 'x' }] };

const idsIn = ({ doc }: TestPage, part = '#list'): (string | undefined)[] => [...doc.querySelectorAll<HTMLElement>(`${part} li.item`)].map((line) => line.dataset['id']);

const parsed = (html: string): Document => new DOMParser().parseFromString(html, 'text/html');

test('what the lines say is read', () => {
  openPage(listOf(lines));
  const list = new List(document);
  assert.deepEqual(list.get('c'), { id: 'c', title: 'Title c', href: 'https://maps.example.org/stories/s/incidents/c?lang=en', when: '22 February' });
  assert.equal(list.get('b'), undefined);
  assert.equal(list.atAddress('/stories/s/incidents/x?lang=es')?.id, 'x');
  assert.equal(list.linkOf('a')?.tagName, 'A');
});

test('a filter hides lines, and sections without any, and counts', () => {
  const { doc } = openPage(listOf(lines));
  const list = new List(doc, String);
  const state = (): unknown[] => [
    [...doc.querySelectorAll<HTMLElement>('li.item')].filter(({ hidden }) => !hidden).map(({ dataset }) => dataset['id']),
    [...doc.querySelectorAll<HTMLElement>('[data-class]')].map((section) => (section.hidden ? null : section.querySelector('.count')!.textContent)),
    doc.getElementById('none-shown')!.hidden,
  ];
  list.filter(new Set(['c']));
  assert.deepEqual(state(), [['c'], ['1', null], true]);
  list.filter(new Set());
  assert.deepEqual(state(), [[], [null, null], false]);
  list.filter(new Set(['a', 'c', 'x']));
  assert.deepEqual(state(), [['a', 'c', 'x'], ['2', '1'], true]);
});

const order = ['a', 'b', 'c', 'w', 'x'];
const patches: { name: string; fresh: Parameters<typeof listOf>[0]; changes: { id: string; gone?: boolean }[]; found: string[] }[] = [
  { name: 'a new line stands where its incident is read', fresh: { incident: [{ id: 'b' }] }, changes: [{ id: 'b' }], found: ['a', 'b', 'c', 'x'] },
  { name: 'a line that changed takes the place of the old one', fresh: { incident: [{ id: 'a', title: 'Again' }] }, changes: [{ id: 'a' }], found: ['a', 'c', 'x'] },
  { name: 'one that is gone is taken out', fresh: {}, changes: [{ id: 'c', gone: true }], found: ['a', 'x'] },
  { name: 'one of another class than before moves', fresh: { advisory: [{ id: 'a' }] }, changes: [{ id: 'a' }], found: ['c', 'a', 'x'] },
  { name: 'a class that had none comes in its place', fresh: { disruption: [{ id: 'w' }] }, changes: [{ id: 'w' }], found: ['a', 'c', 'w', 'x'] },
  { name: 'what the answer does not have stays', fresh: {}, changes: [{ id: 'a' }], found: ['a', 'c', 'x'] },
];

for (const { name, fresh, changes, found } of patches) {
  test(name, () => {
    const page = openPage(listOf(lines));
    const list = new List(page.doc);
    list.patch(parsed(listOf(fresh)), changes, order);
    assert.deepEqual(idsIn(page), found);
    for (const id of found) assert.ok(list.get(id), `${id} is read`);
  });
}

test('background of a page that has all stands apart', () => {
  const page = openPage(listOf(lines));
  new List(page.doc).patch(parsed(listOf({ background: [{ id: 'z' }] })), [{ id: 'z' }], [...order, 'z']);
  assert.deepEqual(idsIn(page), ['a', 'c', 'x']);
  assert.deepEqual(idsIn(page, '#background'), ['z']);
});

test('the focus stays on a line that is patched', () => {
  const { doc } = openPage(listOf(lines));
  const list = new List(doc);
  list.linkOf('a')!.focus();
  list.patch(parsed(listOf({ incident: [{ id: 'a', title: 'Again' }] })), [{ id: 'a' }], order);
  assert.equal(doc.activeElement?.textContent, 'Again');
});

test('a list is not replaced under the keyboard, and the open incident stays marked', () => {
  const page = openPage(listOf(lines));
  const list = new List(page.doc);
  list.setCurrent('c');
  list.linkOf('a')!.focus();
  list.replace(parsed(listOf({ incident: [{ id: 'c' }, { id: 'd' }] })).getElementById('list')!);
  assert.deepEqual(idsIn(page), ['a', 'c', 'x']);
  list.linkOf('a')!.blur();
  list.replace(parsed(listOf({ incident: [{ id: 'c' }, { id: 'd' }] })).getElementById('list')!);
  assert.deepEqual(idsIn(page), ['c', 'd']);
  assert.ok(page.doc.querySelector('[data-id="c"]')!.classList.contains('current'));
});

test('the list of a view is loaded; when it does not come, the one that stands stays', async () => {
  const page = openPage(listOf(lines));
  const list = new List(page.doc);
  page.answers['/list?bbox=1'] = listOf({ incident: [{ id: 'v' }] });
  assert.ok(await list.load('/list?bbox=1'));
  assert.deepEqual(idsIn(page), ['v']);
  const { error } = console;
  console.error = () => {};
  assert.equal(await list.load('/list?bbox=2'), undefined);
  console.error = error;
  assert.deepEqual(idsIn(page), ['v']);
});
