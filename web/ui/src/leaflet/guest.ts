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
  moveByTwo(map, box);
  hintAt(box, hint);
}

/** By how much two fingers must come apart or together until they zoom. */
const PINCH = 0.08;

/**
 * Two fingers that keep their distance move the map as a drag does. Leaflet's pinch begins with
 * the same touch and takes over when the distance changes: it goes by the place that was
 * between the fingers, which is still there.
 */
function moveByTwo(map: L.Map, box: HTMLElement): void {
  // Leaflet has a name for a step of a drag, but not in its types: panBy ends a move at every step.
  const drag = map as L.Map & { _rawPanBy: (by: L.Point) => void };
  let last: L.Point | undefined;
  let apart = 0;
  let moving = false;
  const read = ({ touches }: TouchEvent): { middle: L.Point; apart: number } => {
    const [a, b] = [0, 1].map((i) => map.mouseEventToContainerPoint(touches[i] as unknown as MouseEvent));
    return { middle: a!.add(b!).divideBy(2), apart: a!.distanceTo(b!) };
  };
  const start = (event: TouchEvent): void => {
    const two = event.touches.length === 2 ? read(event) : undefined;
    last = two?.middle;
    apart = two?.apart ?? 0;
  };
  const move = (event: TouchEvent): void => {
    if (!last || event.touches.length !== 2) return;
    const now = read(event);
    if (Math.abs(now.apart / apart - 1) > PINCH) {
      last = undefined; // the rest is the pinch's
      return;
    }
    event.stopPropagation();
    if (!moving) map.fire('movestart');
    moving = true;
    drag._rawPanBy(last.subtract(now.middle).round());
    last = now.middle.round();
    map.fire('move');
  };
  const end = (): void => {
    last = undefined;
    if (moving) map.fire('moveend');
    moving = false;
  };
  box.addEventListener('touchstart', start, { passive: true });
  box.addEventListener('touchmove', move, { passive: true, capture: true });
  box.addEventListener('touchend', end, { passive: true });
  box.addEventListener('touchcancel', end, { passive: true });
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
  let size = map.getSize();
  new ResizeObserver(() => {
    const { offsetWidth, offsetHeight } = map.getContainer();
    if (offsetWidth === size.x && offsetHeight === size.y) return; // it tells how things are, too
    ours = true;
    map.invalidateSize({ animate: false, pan: moved });
    if (!moved) show();
    size = map.getSize();
    ours = false;
  }).observe(map.getContainer());
}
