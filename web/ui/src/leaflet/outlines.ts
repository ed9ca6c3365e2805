/**
 * What lies under the marks: areas with their outline, circles that say how exactly a
 * place is known, and the lines of journeys. None of it can be pressed; the marks can.
 */
import * as L from './leaflet';
import { legible } from '../color';
import type { Scheme } from '../basemap/style';
import { palettes } from '../basemap/style';
import type { Form } from '../model';
import type { Look } from '../naming';
import type { Position } from '../features';

const SVG = 'http://www.w3.org/2000/svg';
const MIN_CONTRAST = 3;

export interface Outlined {
  /** The place's. */
  key: string;
  form: Form;
  precision: string;
  look: Look;
}

/** Draws outlines anew whenever they are set. */
export class OutlineLayer {
  private readonly group: L.LayerGroup;
  private readonly hatches = new Hatches();
  private readonly paths = new Map<string, L.Path>();

  constructor(map: L.Map) {
    this.group = new L.LayerGroup().addTo(map);
    map.getContainer().append(this.hatches.element);
  }

  /** Draws the outlines; large areas first, so that they do not cover small ones. */
  set(outlined: Outlined[], scheme: Scheme): void {
    this.group.clearLayers();
    this.paths.clear();
    const order = { area: 0, line: 1, circle: 2, spot: 3 };
    const sorted = [...outlined].sort((a, b) => order[a.form.type] - order[b.form.type]);
    for (const { key, form, precision, look } of sorted) {
      const color = legible(look.color, palettes[scheme].land, MIN_CONTRAST);
      const path = this.draw(form, color);
      if (!path) continue;
      this.group.addLayer(path);
      this.paths.set(key, path);
      // For style sheets and tests: what precision the outline stands for.
      path.getElement()?.setAttribute('data-area', precision);
    }
  }

  /** Makes the outlines of places stand out: how exactly the open incident's is known. */
  setCurrent(keys: string[]): void {
    this.paths.forEach((path, key) => path.getElement()?.classList.toggle('current', keys.includes(key)));
  }

  private draw(form: Form, color: string): L.Path | undefined {
    const base: L.PathOptions = { interactive: false, color };
    switch (form.type) {
      case 'area':
        return new L.Polygon(form.polygons.map((polygon) => polygon.map((ring) => ring.map(latLng))), {
          ...base,
          ...(form.country
            ? { weight: 0.8, opacity: 0.5, fillColor: `url(#${this.hatches.id(color)})`, fillOpacity: 0.26 }
            : { weight: 1.8, opacity: 0.9, fillOpacity: 0.13 }),
          smoothFactor: 0.7,
        });
      case 'line':
        return new L.Polyline(form.lines.map((line) => line.map(latLng)), {
          ...base,
          weight: 2,
          opacity: 0.85,
          ...(form.journey ? { dashArray: '2 7', lineCap: 'round' as const } : {}),
        });
      case 'circle':
        return new L.Circle(latLng(form.at), { ...base, radius: form.radius, weight: 1.5, opacity: 0.9, fillOpacity: 0.12 });
      case 'spot':
        return form.radius > 0
          ? new L.Circle(latLng(form.at), { ...base, radius: form.radius, weight: 1, opacity: 0.5, fillOpacity: 0.05 })
          : undefined;
    }
  }
}

export function latLng([lon, lat]: Position): L.LatLng {
  return new L.LatLng(lat, lon);
}

/** Hatchings for claims about a whole country, one for each colour, at different angles. */
class Hatches {
  readonly element = document.createElementNS(SVG, 'svg');
  private readonly ids = new Map<string, string>();

  constructor() {
    this.element.setAttribute('class', 'symbols');
    this.element.setAttribute('aria-hidden', 'true');
    this.element.setAttribute('width', '0');
    this.element.setAttribute('height', '0');
  }

  /** Gives the id of the hatching of a colour. */
  id(color: string): string {
    let id = this.ids.get(color);
    if (!id) {
      id = `hatch-${this.ids.size}`;
      this.element.append(hatch(id, color, this.ids.size));
      this.ids.set(color, id);
    }
    return id;
  }
}

function hatch(id: string, color: string, nth: number): SVGElement {
  const pattern = document.createElementNS(SVG, 'pattern');
  const line = document.createElementNS(SVG, 'path');
  const set = (element: Element, attributes: Record<string, string>): void =>
    Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
  set(pattern, {
    id,
    width: '11',
    height: '11',
    patternUnits: 'userSpaceOnUse',
    patternTransform: `rotate(${nth % 2 === 0 ? 45 : -45})`,
  });
  set(line, { d: 'M0 0V11', stroke: color, 'stroke-width': '1.6' });
  pattern.append(line);
  return pattern;
}
