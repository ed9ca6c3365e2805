import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Card } from './card';
import type { Item } from './list';
import { CARD, openPage, settled, type TestPage } from '../testing/page';

const item = (id: string): Item => ({ id, title: `Title ${id}`, href: `/stories/s/incidents/${id}`, when: '22 February' });
const article = (text: string): string => `<main><article class="incident" id="x"><h1>Own title</h1><p>${text} <a href="/stories/s/incidents/b">b</a></p></article></main>`;

interface Opened extends TestPage {
  card: Card;
  said: string[];
  /** The text of the card's body. */
  body: () => string;
}

function openCard(): Opened {
  const page = openPage(`<button id="opener">o</button>${CARD}`);
  const said: string[] = [];
  const dialog = page.doc.querySelector<HTMLDialogElement>('dialog')!;
  const card: Card = new Card(dialog, (key) => key, (href) => (href.endsWith('/b') ? item('b') : undefined), {
    closed: () => said.push('closed'),
    chosen: (id) => said.push(`chosen ${id}`),
    said: (words) => said.push(words),
  });
  return { ...page, card, said, body: () => dialog.querySelector('.card-body')!.textContent! };
}

test('an incident is shown under its title, without the title of its page', async () => {
  const { card, answers, doc, body } = openCard();
  answers['/stories/s/incidents/a'] = article('What is known.');
  const shown = card.show(item('a'));
  assert.equal(doc.getElementById('card-title')!.textContent, 'Title a');
  assert.equal(doc.querySelector('.card-body')!.getAttribute('aria-busy'), 'true');
  await shown;
  assert.match(body(), /What is known\./);
  assert.doesNotMatch(body(), /Own title/);
  assert.equal(doc.getElementById('x'), null);
  assert.equal(doc.querySelector('.card-body')!.hasAttribute('aria-busy'), false);
  assert.equal(doc.activeElement, doc.getElementById('card-title'));
});

test('what does not come is told, and asked for again', async () => {
  const { card, answers, asked, doc, body } = openCard();
  const { error } = console;
  console.error = () => {};
  await card.show(item('a'));
  console.error = error;
  assert.match(body(), /card_failed/);
  answers['/stories/s/incidents/a'] = article('Here it is.');
  doc.querySelector<HTMLElement>('.notice button')!.click();
  await settled();
  assert.match(body(), /Here it is\./);
  assert.equal(asked.length, 2);
});

test('of two incidents the one that was asked for last is shown, whichever comes first', async () => {
  const { card, answers, body } = openCard();
  Object.assign(answers, { '/stories/s/incidents/a': article('First.'), '/stories/s/incidents/b': article('Second.') });
  let release = (): void => {};
  const held = new Promise<void>((done) => (release = done));
  const { fetch } = globalThis;
  globalThis.fetch = async (address, init) => {
    if (String(address).endsWith('/a')) await held;
    if (init?.signal?.aborted) throw new Error('aborted');
    return fetch(address);
  };
  const first = card.show(item('a'));
  await card.show(item('b'));
  release();
  await first;
  assert.match(body(), /Second\./);
});

test('a change takes the place of what stands; a failure leaves it', async () => {
  const { card, answers, asked, body } = openCard();
  answers['/stories/s/incidents/a'] = article('Before.');
  await card.show(item('a'));
  answers['/stories/s/incidents/a?v=7'] = article('After.');
  await card.refresh(7);
  assert.match(body(), /After\./);
  const { warn } = console;
  console.warn = () => {};
  await card.refresh(8);
  console.warn = warn;
  assert.match(body(), /After\./);
  assert.deepEqual(asked, ['/stories/s/incidents/a', '/stories/s/incidents/a?v=7', '/stories/s/incidents/a?v=8']);
});

test('a link to another incident of the page opens it in the card, unless another tab is asked for', async () => {
  const { card, answers, said, doc } = openCard();
  answers['/stories/s/incidents/a'] = article('See');
  await card.show(item('a'));
  const link = doc.querySelector<HTMLAnchorElement>('.card-body article a')!;
  const click = (init: MouseEventInit): boolean => link.dispatchEvent(new (window as unknown as { MouseEvent: typeof MouseEvent }).MouseEvent('click', { bubbles: true, cancelable: true, ...init }));
  click({ ctrlKey: true });
  assert.deepEqual(said, []);
  assert.equal(click({}), false);
  assert.deepEqual(said, ['chosen b']);
});

test('closing gives the focus back to what opened the card', async () => {
  const { card, answers, doc, said } = openCard();
  answers['/stories/s/incidents/a'] = article('Text');
  const opener = doc.getElementById('opener')!;
  await card.show(item('a'), () => opener);
  doc.querySelector<HTMLElement>('.close')!.click();
  assert.deepEqual(said, ['closed']);
  card.close();
  assert.equal(card.isOpen, false);
  assert.equal(doc.activeElement, opener);
});

test('incidents at one place are listed to choose from', () => {
  const { card, doc } = openCard();
  card.choose('Two here', [item('a'), item('b')], () => undefined);
  assert.equal(doc.getElementById('card-title')!.textContent, 'Two here');
  assert.deepEqual([...doc.querySelectorAll('.chooser a')].map((link) => link.textContent), ['Title a', 'Title b']);
});
