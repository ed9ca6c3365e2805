/** Lines from marks that do not stand at their places to these. */
import * as L from './leaflet';
import type { Spot, XY } from '../arrange/types';

const PANE = 'leaders';

export class LeaderLayer {
  private readonly group: L.LayerGroup;

  constructor(private readonly map: L.Map) {
    const pane = map.createPane(PANE);
    pane.style.zIndex = '460'; // over names, under marks
    pane.style.pointerEvents = 'none';
    this.group = new L.LayerGroup().addTo(map);
  }

  /** Draws the lines of spots, in pixels of the map's zoom. */
  draw(spots: Pick<Spot, 'at' | 'leaders'>[]): void {
    this.group.clearLayers();
    const zoom = this.map.getZoom();
    const latLngOf = ({ x, y }: XY): L.LatLng => this.map.unproject(new L.Point(x, y), zoom);
    const dots = new Map<string, L.LatLng>();
    for (const { at, leaders } of spots) {
      for (const place of leaders) {
        const end = latLngOf(place);
        dots.set(`${place.x},${place.y}`, end);
        this.group.addLayer(new L.Polyline([latLngOf(at), end], { pane: PANE, interactive: false, className: 'leader', weight: 1.2 }));
      }
    }
    for (const dot of dots.values()) {
      this.group.addLayer(new L.CircleMarker(dot, { pane: PANE, interactive: false, className: 'leader-end', radius: 3, weight: 1.5 }));
    }
  }
}
