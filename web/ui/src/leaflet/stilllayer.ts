/** The first paint of the map in Leaflet: its base below the tiles, until these have come. */
import * as L from './leaflet';
import type { Label } from '../basemap/labels';
import { MAX_LATITUDE } from '../incidents/mercator';
import { fittingZoom, type Still } from '../incidents/still';

const PANE = 'still';
const NEAR = 0.5; // zoom levels from the picture's own, within which it is fine enough
const ROUNDING = 0.002; // of the picture's width, as a view may be exactly as wide
const WORLD = 256; // the world's side at zoom 0, in CSS pixels

export class StillLayer {
  /** Holds once the base is ready to be shown. */
  readonly drawn: Promise<void>;
  private readonly overlay: L.SVGOverlay;
  private dropped = false;

  constructor(
    private readonly map: L.Map,
    private readonly still: Still,
  ) {
    map.createPane(PANE).style.zIndex = '150'; // under the tiles
    const image = new Image();
    image.alt = '';
    image.src = still.base;
    const [west, north, east, south] = still.corners;
    const bounds = new L.LatLngBounds(this.at(west, north), this.at(east, south));
    this.overlay = new L.SVGOverlay(image as unknown as SVGElement, bounds, { pane: PANE });
    this.drawn = image.decode().then(
      () => {
        if (!this.dropped) this.overlay.addTo(map);
      },
      () => undefined, // the tiles will come
    );
  }

  /** Brings the box into view, exactly as the picture has it. */
  static fit(map: L.Map, still: Still): void {
    const [x, y] = still.middle;
    map.setView(map.unproject(new L.Point(x * WORLD, y * WORLD), 0), StillLayer.zoomOf(map, still), { animate: false });
  }

  /** The zoom at which the picture stands in the page. */
  private static zoomOf(map: L.Map, still: Still): number {
    const { x: width, y: height } = map.getSize();
    return fittingZoom(still, width, height, map.getMinZoom(), map.getMaxZoom());
  }

  /** The place names, in pixels of a zoom. */
  labels(zoom: number): Label[] {
    const size = WORLD * 2 ** zoom;
    return this.still.names.map((name) => ({ ...name, x: name.x * size, y: name.y * size }));
  }

  /** Whether it shows all that the map does, and about as finely. */
  holds(): boolean {
    const near = Math.abs(this.map.getZoom() - StillLayer.zoomOf(this.map, this.still)) <= NEAR;
    return near && this.overlay.getBounds().pad(ROUNDING).contains(onGlobe(this.map.getBounds()));
  }

  /** Is not shown at all. */
  drop(): void {
    this.dropped = true;
  }

  remove(): void {
    this.dropped = true;
    this.overlay.remove();
  }

  private at(x: number, y: number): L.LatLng {
    return this.map.unproject(new L.Point(x * WORLD, y * WORLD), 0);
  }
}

/** Bounds without what lies beyond Web Mercator's square, where there is nothing to be shown. */
function onGlobe(bounds: L.LatLngBounds): L.LatLngBounds {
  return new L.LatLngBounds([Math.max(bounds.getSouth(), -MAX_LATITUDE), bounds.getWest()], [Math.min(bounds.getNorth(), MAX_LATITUDE), bounds.getEast()]);
}
