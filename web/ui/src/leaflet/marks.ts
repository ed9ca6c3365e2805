/**
 * The buttons on the map that open incidents: a symbol at a point, a flat tag for an
 * area, a ringed symbol for a journey, and a number where there is no room for each of many. They are real buttons, so that the
 * keyboard and assistive technology need nothing of ours.
 */
import * as L from './leaflet';
import type { Look, MarkForm } from '../naming';
import { symbolElement } from '../symbols';

/** The width and height of every mark, in CSS pixels; map.css has the same. */
export const MARK_SIZE = 32;

export interface MarkFace {
  form: MarkForm;
  look: Look;
  /** The accessible name. */
  name: string;
  /** The tooltip. */
  title: string;
  /** The incidents it opens. */
  incidents: string[];
}

export function buildMark(at: L.LatLng, face: MarkFace, open: (incidents: string[]) => void): L.Marker {
  const marker = new L.Marker(at, { icon: new ButtonIcon(face), keyboard: false });
  // Leaflet's click, not the button's, is silent at the end of a drag.
  marker.on('click', () => open(face.incidents));
  return marker;
}

class ButtonIcon extends L.DivIcon {
  constructor(private readonly face: MarkFace) {
    super();
  }

  override createIcon(): HTMLElement {
    const { form, look, name, title, incidents } = this.face;
    const button = document.createElement('button');
    button.type = 'button';
    const many = incidents.length > 1;
    button.className = `leaflet-marker-icon mark mark-${form}${many ? ' mark-many' : ''}`;
    button.setAttribute('aria-label', name);
    button.title = title;
    button.dataset['symbol'] = incidents.join(' ');
    button.append(many ? numberElement(incidents.length) : symbolElement(look, form === 'tag' ? 'outline' : 'filled'));
    return button;
  }

  override createShadow(): HTMLElement {
    return null as unknown as HTMLElement; // none; Leaflet allows it, its types do not
  }
}

function numberElement(n: number): HTMLElement {
  const span = document.createElement('span');
  span.textContent = String(n);
  return span;
}
