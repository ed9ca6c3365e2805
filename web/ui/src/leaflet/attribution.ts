/** Names the makers of the basemap's data on the map. */
import * as L from './leaflet';

export class Attribution extends L.Control {
  constructor(
    /** HTML of the server's. */
    private readonly html: string,
  ) {
    super({ position: 'bottomright' });
  }

  override onAdd(): HTMLElement {
    const line = document.createElement('div');
    line.className = 'leaflet-control-attribution';
    line.innerHTML = this.html;
    L.disableClickPropagation(line);
    return line;
  }
}
