/** Buttons for all that a drag does (WCAG 2.2, 2.5.7), behind one that shows them; and the way back to the whole story. */
import * as L from './leaflet';
import type { Say } from '../story/config';
import { iconButton } from './iconbutton';

const STEP = 0.4; // of the view

const arrows: { key: string; by: [number, number]; path: string }[] = [
  { key: 'pan_up', by: [0, -1], path: 'M3 11L8 5L13 11' },
  { key: 'pan_left', by: [-1, 0], path: 'M11 3L5 8L11 13' },
  { key: 'pan_right', by: [1, 0], path: 'M5 3L11 8L5 13' },
  { key: 'pan_down', by: [0, 1], path: 'M3 5L8 11L13 5' },
];

export class MoveControl extends L.Control {
  constructor(
    private readonly home: L.LatLngBounds,
    private readonly still: boolean,
    private readonly say: Say,
  ) {
    super({ position: 'topleft' });
  }

  override onAdd(map: L.Map): HTMLElement {
    const bar = document.createElement('div');
    const pad = document.createElement('div');
    bar.className = 'leaflet-bar move-control';
    pad.className = 'move-pad';
    pad.hidden = true;
    pad.id = 'move-pad';
    for (const { key, by, path } of arrows) {
      const move = (): void => {
        map.panBy(map.getSize().multiplyBy(STEP).scaleBy(new L.Point(...by)), { animate: !this.still });
      };
      pad.append(iconButton(this.say(key), path, move));
    }
    const home = iconButton(this.say('reset_view'), 'M2 8L8 2.5L14 8M4 7V13.5H12V7', () => {
      map.fitBounds(this.home, { animate: !this.still });
    });
    const toggle = iconButton(this.say('move_map'), 'M8 1V15M1 8H15M5.5 3.5L8 1L10.5 3.5M5.5 12.5L8 15L10.5 12.5M3.5 5.5L1 8L3.5 10.5M12.5 5.5L15 8L12.5 10.5', () => {
      pad.hidden = !pad.hidden;
      toggle.setAttribute('aria-expanded', String(!pad.hidden));
    });
    toggle.setAttribute('aria-expanded', 'false');
    toggle.setAttribute('aria-controls', pad.id);
    bar.append(home, toggle, pad);
    L.disableClickPropagation(bar);
    return bar;
  }
}
