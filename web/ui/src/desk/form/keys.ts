/** Keys of the queue. They are of single letters, so they can be turned off (WCAG 2.2, 2.1.4). */
import { openForm } from './dialog';
import { el } from './dom';
import { checkbox } from './field';
import { t } from '../text/words';

const SETTING = 'incidentmap-desk-keys';
const TOLD = ['j', 'k', 'a', 'p', 'e', 'x', 'n', '?'];

let actions: Record<string, () => void> = {};
const heard = new WeakSet<Document>();

/** Acts on keys while no field has the focus and no dialog is open. What was to be done by keys before is done no more. */
export function listenToKeys(now: Record<string, () => void>): void {
  actions = now;
  if (heard.has(document)) return;
  heard.add(document);
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const at = event.target as HTMLElement;
    if (at.closest('input, select, textarea, [contenteditable], dialog, .leaflet-container')) return;
    if (event.key === '?') {
      event.preventDefault();
      showKeys();
      return;
    }
    const act = actions[event.key];
    if (!act || isOff()) return;
    event.preventDefault();
    act();
  });
}

/** Lists the keys, and lets them be turned off. */
export function showKeys(): void {
  const rows = TOLD.map((key) => el('div', {}, el('dt', {}, el('kbd', {}, key)), el('dd', {}, t(`keys.${key === '?' ? 'help' : key}`))));
  void openForm(t('keys'), [el('dl', { class: 'keys' }, rows), checkbox(t('keys.on'), !isOff(), turn)], { act: () => '', done: t('close') });
}

function isOff(): boolean {
  return localStorage.getItem(SETTING) === 'off';
}

function turn(on: boolean): void {
  if (on) localStorage.removeItem(SETTING);
  else localStorage.setItem(SETTING, 'off');
}
