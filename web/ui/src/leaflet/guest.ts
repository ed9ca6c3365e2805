/**
 * How a map behaves as a guest in another page, which it must not keep from scrolling: one
 * finger scrolls the page and two move the map; the wheel zooms once the map was pressed or
 * has the focus, and with Ctrl always. The style sheet has the other half: touch-action.
 */
import type * as L from './leaflet';

/** How far a finger goes before it is taken to try to move the map, in CSS pixels, and how long the hint stays. */
const TRIED = 12;
const HINT_MS = 1500;

export function beGuest(map: L.Map, hint: string): void {
  const box = map.getContainer();
  map.dragging.disable();
  const choose = ({ pointerType }: PointerEvent): void => {
    if (pointerType === 'mouse') map.dragging.enable();
    else map.dragging.disable();
  };
  box.addEventListener('pointerenter', choose);
  box.addEventListener('pointerdown', choose, true); // before Leaflet sees what it begins
  box.addEventListener(
    'wheel',
    (event) => {
      const chosen = box.contains(document.activeElement) && document.hasFocus();
      if (!chosen && !event.ctrlKey && !event.metaKey) event.stopPropagation(); // the page scrolls
    },
    { capture: true, passive: true },
  );
  hintAt(box, hint);
}

function hintAt(box: HTMLElement, text: string): void {
  const words = document.createElement('p');
  words.className = 'hint';
  words.textContent = text;
  words.setAttribute('aria-hidden', 'true'); // who is read the page has the buttons
  box.append(words);
  let timer = 0;
  let start: Touch | undefined;
  const begin = ({ touches }: TouchEvent): void => {
    start = touches.length === 1 ? touches[0] : undefined;
  };
  const move = ({ touches }: TouchEvent): void => {
    const now = touches[0];
    const far = start && now && Math.hypot(now.clientX - start.clientX, now.clientY - start.clientY) > TRIED;
    if (touches.length > 1 || !far) return;
    words.classList.add('shown');
    window.clearTimeout(timer);
    timer = window.setTimeout(() => words.classList.remove('shown'), HINT_MS);
  };
  box.addEventListener('touchstart', begin, { passive: true });
  box.addEventListener('touchmove', move, { passive: true });
}

/** Keeps a first view whole while the frame finds its size, until the reader moves the map. */
export function keepView(map: L.Map, show: () => void): void {
  let ours = false;
  let moved = false;
  map.on('movestart', () => {
    moved ||= !ours;
  });
  new ResizeObserver(() => {
    ours = true;
    map.invalidateSize({ animate: false, pan: moved });
    if (!moved) show();
    ours = false;
  }).observe(map.getContainer());
}
