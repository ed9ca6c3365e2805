import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import type { Say } from '../story/config';
import { openPage } from '../testing/page';
import type { Filter } from '../story/filter';
import type { Incident } from '../incidents/model';
import { Player, type Stage } from './player';
import type { Timed } from './sequence';

const say: Say = (key) => key;
const entry = (id: string, hour: number, more: Partial<Timed> = {}): Timed => ({ id, title: `Title ${id}`, start: Date.UTC(2026, 1, 22, hour), end: undefined, timePrecision: 'minute', ...more });
const story = [entry('a', 8), entry('b', 10), entry('c', 10), entry('d', 12)];

const PAGE = `<div id="map"></div><fieldset id="time"><svg class="bars"><path class="others" d="M0 100v-4h.85v4zM2 100v-9h.85v9z"/></svg></fieldset><button id="play"></button>
<template id="player"><section class="player" data-untimed="{n} together" data-more="{n} more"><p><b></b> <span class="note"></span></p><ul class="begun"></ul>
<p><button class="toggle"></button><input type="range" min="0"><span class="at"></span><button class="end"></button></p></section></template>`;

interface Playing {
  player: Player;
  doc: Document;
  /** What shows, and of what it is a part, as the page was told. */
  shown: () => [string | undefined, string | undefined];
  said: string[];
  text: (part: string) => string;
}

function openPlayer(entries: Timed[] | null = story, time?: string): Playing {
  const { doc } = openPage(PAGE);
  Object.defineProperty(doc, 'adoptedStyleSheets', { value: [], writable: true });
  Object.defineProperty(globalThis, 'CSSStyleSheet', { value: class { text = ''; replaceSync(text: string): void { this.text = text; } }, configurable: true, writable: true });
  const said: string[] = [];
  let filter: Filter = { time };
  let played: string | undefined;
  const stage: Stage = {
    form: { state: () => filter, set: (to) => (filter = to) }, address: { replace: ({ play }) => (played = play) },
    tests: () => new Map(), incidents: () => (entries as Incident[] | null) ?? undefined, show: () => undefined, said: (words) => said.push(words),
  };
  const player = new Player(doc, { edges: [0, 1, 2, 3].map((n) => Date.UTC(2026, 1, 22 + n) / 1000), zone: 'UTC' }, 'en', say, stage);
  return { player, doc, shown: () => [filter.time, played], said, text: (part) => doc.querySelector(`.player ${part}`)?.textContent ?? '' };
}

const sheet = (doc: Document): string => (doc.adoptedStyleSheets[0] as unknown as { text: string }).text;

test('a story is played to its end, a step after the other, and each says what comes', () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  try {
    const { player, doc, shown, said, text } = openPlayer();
    Object.assign(window, { setTimeout, clearTimeout });
    player.toggle();
    assert.deepEqual(shown(), ['../2026-02-22T08:00:00Z', '../..']);
    assert.equal(text('.at'), '1 / 3');
    assert.equal(doc.getElementById('play')!.textContent, 'pause');
    mock.timers.tick(2400);
    assert.equal(text('.at'), '1 / 3', 'a step stays long enough to be read');
    mock.timers.tick(8000);
    assert.deepEqual(shown(), ['../2026-02-22T10:00:00Z', '../..']);
    assert.equal(text('b'), 'Sunday 22 February 2026, 10:00');
    assert.deepEqual([...doc.querySelectorAll('.player .begun li')].map((line) => line.textContent), ['Title b', 'Title c']);
    assert.match(sheet(doc), /\.mark\[data-symbol~="b"\],\.mark\[data-symbol~="c"\]/);
    mock.timers.tick(8000);
    assert.deepEqual(shown(), [undefined, '../..'], 'at its end all shows');
    assert.equal(doc.getElementById('play')!.textContent, 'play');
    assert.equal(said.length, 3);
    player.toggle();
    assert.equal(text('.at'), '1 / 3', 'at its end it begins anew');
  } finally {
    mock.timers.reset();
  }
});

test('the reader stops, and goes to any moment', () => {
  const { player, doc, shown, text } = openPlayer();
  player.toggle();
  player.toggle();
  assert.equal(text('.toggle'), 'play');
  const slider = doc.querySelector<HTMLInputElement>('.player input')!;
  slider.value = '1';
  slider.dispatchEvent(new (window as unknown as { Event: typeof Event }).Event('input'));
  assert.deepEqual(shown(), ['../2026-02-22T10:00:00Z', '../..']);
  assert.equal(slider.getAttribute('aria-valuetext'), 'Sunday 22 February 2026, 10:00');
});

test('what nobody knows the hour of comes together, and it says so', () => {
  const { player, said, text } = openPlayer([entry('a', 0, { timePrecision: 'day' }), entry('b', 0, { timePrecision: 'day' }), entry('c', 30)]);
  player.toggle();
  assert.equal(text('.note'), '2 together');
  assert.match(said[0]!, /^Sunday 22 February 2026\. 2 together\. Title a\. Title b$/);
  player.leave();
});

test('of many titles the first are written out', () => {
  const { player, text } = openPlayer(Array.from({ length: 9 }, (_, i) => entry(`e${i}`, 8)));
  player.toggle();
  assert.equal(text('.begun'), 'Title e0Title e1Title e26 more');
  player.leave();
});

test('closing shows all that was played again, and takes the marks away', () => {
  const chosen = '2026-02-22T09:00:00Z/..';
  const { player, doc, shown } = openPlayer(story, chosen);
  player.toggle();
  assert.deepEqual(shown(), ['2026-02-22T09:00:00Z/2026-02-22T10:00:00Z', chosen], 'it plays what the reader chose');
  doc.querySelector<HTMLElement>('.player .end')!.click();
  assert.deepEqual(shown(), [chosen, undefined]);
  assert.equal(doc.querySelector('.player'), null);
  assert.equal(sheet(doc), '');
});

test('an address stands at its moment, and goes on from there', () => {
  const { player, shown, text } = openPlayer();
  player.stand('../2026-02-22T10:00:00Z', '../..');
  assert.deepEqual(shown(), ['../2026-02-22T10:00:00Z', '../..']);
  assert.deepEqual([text('.at'), text('.toggle')], ['2 / 3', 'play']);
  player.stand(undefined, '../..');
  assert.equal(text('.at'), '3 / 3');
  player.leave();
});

test('another time of the reader ends it; another filter does not', () => {
  const { player, doc } = openPlayer();
  player.stand('../2026-02-22T10:00:00Z', '../..');
  assert.equal(player.changed('../2026-02-22T10:00:00Z'), '../..');
  assert.equal(player.changed('2026-02-22T06:00:00Z/..'), undefined);
  assert.equal(doc.querySelector('.player'), null);
});

test('a story that is here in part is played by the parts of its axis that have a bar', () => {
  const { player, shown, text } = openPlayer(null);
  player.toggle();
  assert.deepEqual([shown()[0], text('.at')], ['../2026-02-22T23:59:59Z', '1 / 2']);
  player.leave();
});
