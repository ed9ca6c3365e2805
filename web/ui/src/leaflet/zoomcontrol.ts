/** Buttons that zoom, with Shift by three steps; one that can go no further says so, and keeps the focus. */
import * as L from './leaflet';
import type { Say } from '../story/config';
import { iconButton } from './iconbutton';

export class ZoomControl extends L.Control {
  constructor(private readonly say: Say) {
    super({ position: 'topleft' });
  }

  override onAdd(map: L.Map): HTMLElement {
    const bar = document.createElement('div');
    bar.className = 'leaflet-bar leaflet-control-zoom';
    for (const [name, by, path] of [['in', 1, 'M2 8H14M8 2V14'], ['out', -1, 'M2 8H14']] as const) {
      const button = iconButton(this.say(`zoom_${name}`), path, ({ shiftKey }) => map.setZoom(map.getZoom() + by * (shiftKey ? 3 : 1)));
      button.classList.add(`leaflet-control-zoom-${name}`);
      bar.append(button);
      const tell = (): void => button.setAttribute('aria-disabled', String(map.getZoom() === (by > 0 ? map.getMaxZoom() : map.getMinZoom())));
      map.on('zoomend', tell).whenReady(tell);
    }
    L.disableClickPropagation(bar);
    return bar;
  }
}
