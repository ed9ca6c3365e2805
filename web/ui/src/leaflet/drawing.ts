/** A map on which a place is shown and drawn: a point, a line or an area, corner by corner. */
import * as L from './leaflet';
import type { Say } from '../story/config';
import type { Geometry, Position, Ring } from '../incidents/features';
import type { Text } from '../incidents/captions';
import { boxOnEarth, type BBox } from '../incidents/inside';
import type { LabelLayer } from './labellayer';
import { currentScheme, onSchemeChange, wantsStillness } from '../story/scheme';
import { createMap, type MapConfig } from './mapview';

export type Drawable = 'Point' | 'LineString' | 'Polygon';

/** A text beside a point, as the readers' map writes it. */
export interface Caption {
  at: Position;
  text: Text;
}

/** How far a caption is from the middle of its point's mark, in CSS pixels. */
const ASIDE = 14;

/** How near a place is looked at, at most. */
const NEAREST = 12;

export class DrawingMap {
  private readonly shapes: L.LayerGroup;
  private readonly corners: L.LayerGroup;
  private captions: Caption[] = [];
  private picked: ((at: Position) => void) | undefined;
  private drawn: { type: Drawable; positions: Position[]; change: (positions: Position[]) => void } | undefined;

  private constructor(
    private readonly map: L.Map,
    private readonly labels: LabelLayer,
    /** What a corner is called, by its number from 1 on. */
    private readonly name: (corner: number) => string,
  ) {
    this.shapes = new L.LayerGroup().addTo(map);
    this.corners = new L.LayerGroup().addTo(map);
    map.on('click', (event) => this.press((event as unknown as { latlng: L.LatLng }).latlng));
    map.on('zoomend', () => this.write());
    map.doubleClickZoom.disable(); // two corners set quickly are two corners
  }

  static async open(element: HTMLElement, config: MapConfig, say: Say, name: (corner: number) => string): Promise<DrawingMap> {
    const manner = { scheme: currentScheme(), still: wantsStillness(), wheel: true };
    const view = await createMap(element, config, { filter: {} }, manner, say);
    onSchemeChange(view.setScheme);
    new ResizeObserver(() => view.map.invalidateSize({ pan: false })).observe(element);
    return new DrawingMap(view.map, view.labels, name);
  }

  /** Shows a place, with a circle in metres around a point, and moves the map to it. */
  show(geometry: Geometry | null | undefined, radius = 0, move = true): void {
    this.shapes.clearLayers();
    if (!geometry) return;
    const box = new L.LatLngBounds([]);
    draw(geometry, radius, (layer, ...edges) => {
      this.shapes.addLayer(layer);
      edges.forEach((edge) => box.extend(edge));
    });
    this.map.invalidateSize({ pan: false }); // it may have been hidden until now
    if (move && box.isValid()) this.map.fitBounds(box, { maxZoom: NEAREST, animate: false, padding: [24, 24] });
  }

  /** Writes captions, and the names of places by the rules. */
  caption(captions: Caption[], rules: Record<string, 'pin' | 'hide'> = {}): void {
    this.captions = captions;
    this.labels.rule(rules);
    this.write();
  }

  /** Moves the map to all of these points. */
  fit(points: Position[]): void {
    if (points.length > 0) this.map.fitBounds(new L.LatLngBounds(points.map(latLng)), { maxZoom: NEAREST - 2, animate: false, padding: [80, 48] });
  }

  private write(): void {
    const written = this.captions.map(({ at, text }) => {
      const { x, y } = this.map.project(latLng(at));
      const [left, top] = [x + ASIDE, y - text.height / 2];
      return { text, box: { left, right: left + text.width, top, bottom: top + text.height }, toRight: false };
    });
    this.labels.setStory({ written, told: written.map(({ text }) => text.lines[0]!.text), obstacles: [] });
  }

  /** Lets a shape be drawn, from the positions it has; change hears of each. Without a type drawing ends. */
  edit(type: Drawable | undefined, positions: Position[] = [], change: (positions: Position[]) => void = () => undefined): void {
    this.drawn = type && { type, positions, change };
    this.map.getContainer().classList.toggle('drawing', type !== undefined);
    this.showCorners();
  }

  /** Gives the next point that is pressed, and draws nothing; without a function pressing draws again. */
  pick(picked: ((at: Position) => void) | undefined): void {
    this.picked = picked;
    this.map.getContainer().classList.toggle('drawing', picked !== undefined || this.drawn !== undefined);
  }

  /** Sets a corner at the middle of the map: drawing without a pointer. */
  addMiddle(): void {
    this.press(this.map.getCenter());
  }

  /** West, south, east, north of what is seen, in degrees; west is beyond east where that crosses the antimeridian. */
  box(): BBox {
    const b = this.map.getBounds();
    return boxOnEarth([b.getWest(), b.getSouth(), b.getEast(), b.getNorth()]).map(rounded) as BBox;
  }

  middle(): Position {
    const { lng, lat } = this.map.getCenter().wrap();
    return [rounded(lng), rounded(lat)];
  }

  private press(at: L.LatLng): void {
    const { lng, lat } = at.wrap();
    const next: Position = [rounded(lng), rounded(lat)];
    if (this.picked) {
      this.picked(next);
      return;
    }
    if (!this.drawn) return;
    this.drawn.positions = this.drawn.type === 'Point' ? [next] : [...this.drawn.positions, next];
    this.changed();
  }

  private changed(): void {
    this.showCorners();
    this.drawn?.change(this.drawn.positions);
  }

  private showCorners(): void {
    this.corners.clearLayers();
    this.drawn?.positions.forEach((position, i) => {
      const icon = new L.DivIcon({ className: 'corner', iconSize: [28, 28] });
      const corner = new L.Marker(latLng(position), { icon, draggable: true, keyboard: false, title: this.name(i + 1), alt: this.name(i + 1) });
      corner.on('dragend', () => {
        const { lng, lat } = corner.getLatLng().wrap();
        this.drawn!.positions = this.drawn!.positions.map((p, j) => (j === i ? [rounded(lng), rounded(lat)] : p));
        this.changed();
      });
      this.corners.addLayer(corner);
    });
  }
}

/** Six digits are a tenth of a metre: more is noise. */
function rounded(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6;
}

function latLng([lon, lat]: Position): L.LatLng {
  return new L.LatLng(lat, lon);
}

/** Draws the parts of a geometry, each with what the map must show of it. */
function draw(geometry: Geometry, radius: number, add: (layer: L.Path, ...edges: (L.LatLng | L.LatLngBounds)[]) => void): void {
  const look: L.PathOptions = { interactive: false, className: 'place-shape', weight: 2.5, fillOpacity: 0.15 };
  const point = (at: Position): void => {
    const circle = new L.Circle(latLng(at), { ...look, radius: Math.max(radius, 1) });
    add(new L.CircleMarker(latLng(at), { ...look, radius: 7, fillOpacity: 0.7 }), latLng(at));
    if (radius > 0) add(circle, latLng(at).toBounds(2 * radius));
  };
  const line = (all: Position[]): void => add(new L.Polyline(all.map(latLng), look), ...all.map(latLng));
  const area = (rings: Ring[]): void => add(new L.Polygon(rings.map((ring) => ring.map(latLng)), look), ...rings.flat().map(latLng));
  switch (geometry.type) {
    case 'Point':
      return point(geometry.coordinates);
    case 'MultiPoint':
      return geometry.coordinates.forEach(point);
    case 'LineString':
      return line(geometry.coordinates);
    case 'MultiLineString':
      return geometry.coordinates.forEach(line);
    case 'Polygon':
      return area(geometry.coordinates);
    case 'MultiPolygon':
      return geometry.coordinates.forEach(area);
    case 'GeometryCollection':
      return geometry.geometries.forEach((part) => draw(part, radius, add));
  }
}
