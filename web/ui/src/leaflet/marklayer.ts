/** The marks that stand on the map: those that stay are moved, so that one with the focus keeps it; others come and go. */
import * as L from './leaflet';
import type { Spot } from '../arrange/types';
import { buildMark, takeAway, type MarkFace } from './marks';

/** What is seen around a mark that the keyboard comes to, in CSS pixels. */
const AROUND_FOCUS = { x: 90, y: 60 };

export interface Drawn {
  face: MarkFace;
  press: () => void;
}

export class MarkLayer {
  private readonly markers = new Map<string, L.Marker>();
  /** What the markers look like and say, to tell whether that has changed. */
  private readonly faces = new Map<string, string>();
  private current: string | undefined;
  /** Whether marks are drawn, whose focus no reader has moved. */
  private drawing = false;
  /** Whether the map is being moved to show the mark that the keyboard came to. Marks that were laid out anew then would change their order, and the Tab key would come to them again. */
  isShowingFocus = false;

  constructor(private readonly map: L.Map) {}

  all(): Iterable<L.Marker> {
    return this.markers.values();
  }

  /** The mark that opens an incident. */
  of(incident: string): L.Marker | undefined {
    return [...this.markers.values()].find((marker) => opens(marker, incident));
  }

  /** Marks the incident whose card is open. */
  setCurrent(incident: string | undefined): void {
    this.current = incident;
    this.tellCurrent();
  }

  /** Draws marks at spots, in pixels of the map's zoom. */
  draw(spots: Spot[], drawnAs: (spot: Spot) => Drawn, tabIndex: number): void {
    const stale = new Set(this.markers.keys());
    let heir: HTMLElement | undefined;
    for (const spot of spots) {
      const key = spot.ids.join('\n');
      stale.delete(key);
      heir = this.stand(key, this.map.unproject(new L.Point(spot.at.x, spot.at.y), this.map.getZoom()), drawnAs(spot)) ?? heir;
    }
    for (const key of stale) {
      takeAway(this.markers.get(key)!, this.map);
      this.markers.delete(key);
      this.faces.delete(key);
    }
    this.markers.forEach((marker) => {
      const button = marker.getElement();
      if (button) button.tabIndex = tabIndex;
    });
    this.tellCurrent();
    this.drawing = true;
    heir?.focus({ preventScroll: true });
    this.drawing = false;
  }

  /** Stands a mark at its place; one whose look or name changed, as layers and corrections do, takes the place of what stood, in the order of the Tab key too, and is given where that had the focus. */
  private stand(key: string, at: L.LatLng, { face, press }: Drawn): HTMLElement | undefined {
    const written = JSON.stringify(face);
    const marker = this.markers.get(key);
    if (marker && this.faces.get(key) === written) {
      marker.setLatLng(at);
      return undefined;
    }
    const old = marker?.getElement();
    const hadFocus = old !== undefined && old === document.activeElement;
    const next = old?.nextSibling ?? null;
    marker?.remove();
    const fresh = buildMark(at, face, press).addTo(this.map);
    const button = fresh.getElement()!;
    if (next) next.parentNode!.insertBefore(button, next);
    button.addEventListener('focus', () => {
      if (!this.drawing && button.matches(':focus-visible')) this.showFocus(fresh);
    });
    this.markers.set(key, fresh);
    this.faces.set(key, written);
    return hadFocus ? button : undefined;
  }

  /** Who comes by the keyboard sees where they are. */
  private showFocus(marker: L.Marker): void {
    const { x: width, y: height } = this.map.getSize();
    const box = this.map.getContainer();
    box.scrollTop = box.scrollLeft = 0; // the browser has brought it into sight by scrolling what no one can scroll back
    this.isShowingFocus = true;
    this.map.panInside(marker.getLatLng(), { padding: [Math.min(AROUND_FOCUS.x, width / 4), Math.min(AROUND_FOCUS.y, height / 4)], animate: false });
    this.isShowingFocus = false;
  }

  private tellCurrent(): void {
    this.markers.forEach((marker) => {
      const current = this.current !== undefined && opens(marker, this.current);
      marker.getElement()?.classList.toggle('mark-current', current);
      marker.setZIndexOffset(current ? 1000 : 0);
    });
  }
}

function opens(marker: L.Marker, incident: string): boolean {
  return marker.getElement()?.dataset['symbol']?.split(' ').includes(incident) ?? false;
}
