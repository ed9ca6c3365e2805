/**
 * What lies under the marks: areas with their outline, circles that say how exactly a
 * place is known, and the lines of journeys. None of it can be pressed; the marks can.
 */
import * as L from './leaflet';
import { legible } from '../incidents/color';
import type { Scheme } from '../basemap/style';
import { palettes } from '../basemap/style';
import type { Gravity } from '../incidents/gravity';
import type { Form } from '../incidents/model';
import type { Look } from '../story/naming';
import { boundsOf, latLng } from './forms';

const MIN_CONTRAST = 3;

export interface Outlined {
  /** The place's. */
  key: string;
  form: Form;
  precision: string;
  look: Look;
  gravity: Gravity;
  /** Of what is gathered: its count in proportion to the largest, by which it is shaded. */
  share?: number;
}

/** Draws outlines anew whenever they are set. */
export class OutlineLayer {
  private readonly group: L.LayerGroup;
  private readonly paths = new Map<string, L.Path>();

  constructor(map: L.Map) {
    this.group = new L.LayerGroup().addTo(map);
  }

  /** Draws the outlines, each a part of the work; large areas first, so that they do not cover small ones. */
  *set(outlined: Outlined[], scheme: Scheme): Generator<void> {
    this.group.clearLayers();
    this.paths.clear();
    const order = { area: 0, line: 1, circle: 2, spot: 3 };
    const extents = new Map(outlined.map(({ form }) => [form, extent(form)]));
    const sorted = [...outlined].sort((a, b) => order[a.form.type] - order[b.form.type] || extents.get(b.form)! - extents.get(a.form)!);
    for (const { key, form, precision, look, gravity, share } of sorted) {
      yield;
      const color = legible(look.color, palettes[scheme].land, MIN_CONTRAST);
      const path = this.draw(form, color, gravity, share);
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

  private draw(form: Form, color: string, gravity: Gravity, share: number | undefined): L.Path | undefined {
    const base: L.PathOptions = { interactive: false, color };
    switch (form.type) {
      case 'area':
        return new L.Polygon(form.polygons.map((polygon) => polygon.map((ring) => ring.map(latLng))), {
          ...base,
          ...areaStyle(form.country, gravity, share),
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

/** How large an area is on the map, about, in square degrees. */
function extent(form: Form): number {
  if (form.type !== 'area') return 0;
  const box = boundsOf(form);
  return (box.getEast() - box.getWest()) * (box.getNorth() - box.getSouth());
}

/** What is said of a whole country is a thin line; what people were told of a state a faint tint; where people died is plain. */
function areaStyle(country: boolean, gravity: Gravity, share: number | undefined): L.PathOptions {
  if (share !== undefined) return { weight: 0.8, opacity: 0.6, fillOpacity: 0.06 + 0.4 * share };
  if (country) return { weight: 1, opacity: 0.5, fill: false };
  if (gravity === 0) return { weight: 0.8, opacity: 0.55, fillOpacity: 0.08 };
  return { weight: gravity === 3 ? 1.8 : 0.9, opacity: 0.7, fillOpacity: 0.16 };
}
