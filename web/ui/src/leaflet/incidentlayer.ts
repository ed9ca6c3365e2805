/** The incidents in Leaflet: outlines below, marks above, leader lines between. */
import * as L from './leaflet';
import { anchorsOf } from '../anchors';
import { arrange } from '../arrange/arrange';
import { cleared, type Frame } from '../arrange/clear';
import type { Box, Candidate, Mark, Spot, XY } from '../arrange/types';
import type { Scheme } from '../basemap/style';
import type { InteriorPoint } from '../interior';
import type { Form, Gathering, Incident, Place } from '../model';
import { certainty, type Look, type MarkForm } from '../naming';
import { rest } from '../rest';
import { BubbleLayer, type BubblePage } from './bubblelayer';
import { buildMark, MARK_SIZE, takeAway, type MarkFace } from './marks';
import { latLng, OutlineLayer } from './outlines';

const SIZES = { mark: MARK_SIZE, gap: 2 };
const AREAS_AT_A_TIME = 4;
/** More marks than this leave the order of the Tab key; the list carries them. */
const MAX_TAB_STOPS = 30;

/** What the layer asks of the page. */
export interface Page {
  look: (incident: Incident) => Look;
  /** The accessible name of an incident's mark. */
  name: (incident: Incident, form: MarkForm) => string;
  stackName: (incidents: Incident[]) => string;
  open: (incidents: string[]) => void;
  /** What incidents are gathered as. */
  gathered: BubblePage & { look: (gathering: Gathering) => Look };
}

/** A mark's incident and place. */
interface Entry {
  incident: Incident;
  place: Place;
}

/** What a mark stands for. */
type Meaning = Entry | Gathering;

export class IncidentLayer {
  private readonly outlines: OutlineLayer;
  private readonly leaders: L.LayerGroup;
  private readonly markers = new Map<string, L.Marker>();
  /** What the markers look like and say, to tell whether that has changed. */
  private readonly faces = new Map<string, string>();
  private readonly candidates = new Map<string, InteriorPoint[]>();
  private readonly bubbles: BubbleLayer;
  private places: Place[] = [];
  /** Those of areas; those at points are bubbles. */
  private areas: Gathering[] = [];
  private current: string | undefined;
  /** How often all was begun to be rearranged. */
  private run = 0;

  constructor(
    private readonly map: L.Map,
    private readonly page: Page,
    private readonly onArranged: (boxes: Box[]) => void,
  ) {
    this.outlines = new OutlineLayer(map);
    this.bubbles = new BubbleLayer(map, page.gathered);
    const pane = map.createPane('leaders');
    pane.style.zIndex = '460';
    pane.style.pointerEvents = 'none';
    this.leaders = new L.LayerGroup().addTo(map);
    map.on('zoomend', () => this.rearrange());
  }

  /** Shows these places, with the incidents they hold, and the gatherings of a level of the grid. */
  async show(places: Place[], gatherings: Gathering[], level: number | undefined, scheme: Scheme): Promise<void> {
    const isFirst = this.run === 0;
    this.places = places;
    this.areas = gatherings.filter(({ form }) => isOutlined(form));
    this.bubbles.set(gatherings.filter(({ form }) => !isOutlined(form)), level);
    this.outlines.set(
      [
        ...places.map(({ key, form, incidents }) => ({
          key,
          form,
          precision: incidents[0]!.precision,
          look: mostCommon(incidents.map((incident) => this.page.look(incident))),
        })),
        ...this.areas.map((area) => ({ ...area, key: area.id, look: this.page.gathered.look(area) })),
      ],
      scheme,
    );
    if (!isFirst) {
      this.rearrange();
      return;
    }
    await this.findAnchors();
    for (const _ of this.steps()) await rest();
  }

  /** Finds where marks of areas may stand, with a rest after every few: of all of this the most work, and it is kept. */
  private async findAnchors(): Promise<void> {
    const areas = [...this.places, ...this.areas.map(({ id, form }) => ({ key: id, form }))].filter(({ form }) => form.type === 'area');
    for (const [i, area] of areas.entries()) {
      if (i % AREAS_AT_A_TIME === 0) await rest();
      this.candidatesOf(area);
    }
    await rest();
  }

  /** The mark that opens an incident. */
  markOf(incident: string): HTMLElement | undefined {
    return this.markerOf(incident)?.getElement();
  }

  private markerOf(incident: string): L.Marker | undefined {
    return [...this.markers.values()].find((marker) => opens(marker, incident));
  }

  /** Marks the incident whose card is open, and brings it out from under what covers the map's right side. */
  setCurrent(incident: string | undefined, covered: number): void {
    this.current = incident;
    this.tellCurrent();
    this.outlines.setCurrent(this.places.filter(({ incidents }) => incidents.some(({ id }) => id === incident)).map(({ key }) => key));
    const mark = incident === undefined ? undefined : this.markerOf(incident);
    if (!mark) return;
    this.map.panInside(mark.getLatLng(), { paddingTopLeft: [80, 40], paddingBottomRight: [covered + 40, 40] });
  }

  /** Brings an area or a line into view, whole. */
  approach(form: Form): void {
    this.map.fitBounds(boundsOf(form), { padding: [24, 24] });
  }

  /** How many incidents lie, in whole or in part, in the view. */
  inView(): number {
    const view = this.map.getBounds();
    const seen = this.places.filter(({ form }) => view.intersects(boundsOf(form)));
    const single = new Set(seen.flatMap((place) => place.incidents.map((incident) => incident.id)));
    const areas = this.areas.filter(({ form }) => view.intersects(boundsOf(form)));
    return single.size + areas.reduce((sum, { count }) => sum + count, 0) + this.bubbles.inView();
  }

  private rearrange(): void {
    for (const _ of this.steps());
  }

  /** Rearranges all, with an end of each step at which the page may rest; it ends where that is begun anew meanwhile. */
  private *steps(): Generator<void> {
    const run = ++this.run;
    const frame = this.frame();
    const meanings = new Map<string, Meaning>();
    const marks = [
      ...this.places.flatMap((place) =>
        this.marksOf(place, place.incidents.map((incident) => ({ id: `${incident.id} ${place.key}`, meaning: { incident, place } })), meanings),
      ),
      ...this.areas.flatMap((area) => this.marksOf({ key: area.id, form: area.form }, [{ id: area.id, meaning: area }], meanings)),
    ];
    const arranged = arrange(marks, SIZES);
    const tabIndex = arranged.length + this.bubbles.count > MAX_TAB_STOPS ? -1 : 0;
    const bubbles = this.bubbles.place(tabIndex, frame);
    yield;
    if (run !== this.run) return;
    const places = cleared(arranged.map(({ at }) => ({ ...at, size: MARK_SIZE })), { over: bubbles, ...frame });
    const spots = arranged.map((spot, i) => moved(spot, places[i]!));
    yield;
    if (run !== this.run) return;
    this.drawMarks(spots, meanings, tabIndex);
    const movedBubbles = bubbles.filter(({ x, y, own }) => x !== own.x || y !== own.y);
    this.drawLeaders([...spots, ...movedBubbles.map(({ x, y, own }) => ({ at: { x, y }, leaders: [own] }))]);
    this.onArranged([...spots.map(({ at }) => boxAround(at, MARK_SIZE)), ...bubbles.map((bubble) => boxAround(bubble, bubble.size))]);
  }

  /** The view, and what the map's controls cover of it, in pixels of its zoom. */
  private frame(): Frame {
    const element = this.map.getContainer();
    const { left, top } = element.getBoundingClientRect();
    const { min, max } = this.map.getPixelBounds() as { min: XY; max: XY };
    const boxes = [...element.querySelectorAll('.leaflet-control')].map((control) => {
      const box = control.getBoundingClientRect();
      return { left: box.left - left + min.x, right: box.right - left + min.x, top: box.top - top + min.y, bottom: box.bottom - top + min.y };
    });
    return { view: { left: min.x, right: max.x, top: min.y, bottom: max.y }, boxes };
  }

  /** Marks that stand where a place's may; none for an empty geometry. */
  private marksOf(place: Pick<Place, 'key' | 'form'>, meant: { id: string; meaning: Meaning }[], meanings: Map<string, Meaning>): Mark[] {
    const zoom = this.map.getZoom();
    const candidates = this.candidatesOf(place).map((point) => this.onScreen(point, zoom));
    if (candidates.length === 0) return [];
    return meant.map(({ id, meaning }) => {
      meanings.set(id, meaning);
      return { id, candidates };
    });
  }

  /** A point in pixels of a zoom. */
  private onScreen({ at: [lon, lat], depth }: InteriorPoint, zoom: number): Candidate {
    const { x, y } = this.map.project([lat, lon], zoom);
    return { x, y, room: y - this.map.project([lat + depth, lon], zoom).y };
  }

  private candidatesOf(place: Pick<Place, 'key' | 'form'>): InteriorPoint[] {
    let found = this.candidates.get(place.key);
    if (!found) {
      found = anchorsOf(place.form);
      this.candidates.set(place.key, found);
    }
    return found;
  }

  /** Moves the marks that stay, so that one with the focus keeps it; adds and removes others. */
  private drawMarks(spots: Spot[], meanings: Map<string, Meaning>, tabIndex: number): void {
    const stale = new Set(this.markers.keys());
    for (const spot of spots) {
      const key = spot.ids.join('\n');
      const at = this.map.unproject(new L.Point(spot.at.x, spot.at.y), this.map.getZoom());
      const mark = this.markOfAll(spot.ids.map((id) => meanings.get(id)!));
      const face = JSON.stringify(mark.face);
      const marker = this.markers.get(key);
      stale.delete(key);
      if (marker && this.faces.get(key) === face) {
        marker.setLatLng(at);
        continue;
      }
      // Looks and names change with the layers, and with what is corrected.
      const hadFocus = marker !== undefined && marker.getElement() === document.activeElement;
      marker?.remove();
      const fresh = buildMark(at, mark.face, mark.press).addTo(this.map);
      if (hadFocus) fresh.getElement()?.focus({ preventScroll: true });
      this.markers.set(key, fresh);
      this.faces.set(key, face);
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
  }

  private tellCurrent(): void {
    this.markers.forEach((marker) => {
      const current = this.current !== undefined && opens(marker, this.current);
      marker.getElement()?.classList.toggle('mark-current', current);
      marker.setZIndexOffset(current ? 1000 : 0);
    });
  }

  private markOfAll(meant: Meaning[]): { face: MarkFace; press: () => void } {
    const entries = meant.filter((meaning): meaning is Entry => 'incident' in meaning);
    const gathering = meant.find((meaning): meaning is Gathering => 'count' in meaning);
    if (gathering) {
      const { name, number, look, press } = this.page.gathered;
      const title = name(gathering);
      const face: MarkFace = { form: 'tag', look: look(gathering), certainty: 'sure', name: title, title, incidents: [], number: number(gathering.count) };
      return { face, press: () => press(gathering) };
    }
    const face = this.face(entries);
    return { face, press: () => this.page.open(face.incidents) };
  }

  private face(entries: Entry[]): MarkFace {
    const [{ incident, place }] = entries as [Entry];
    const look = this.page.look(incident);
    const form = markForm(place.form);
    if (entries.length > 1) {
      const incidents = entries.map((entry) => entry.incident);
      const name = this.page.stackName(incidents);
      const oneArea = entries.every((entry) => entry.place === place) && form === 'tag';
      return {
        form: oneArea ? 'tag' : 'stack', look, certainty: 'sure', name, title: name,
        incidents: incidents.map((i) => i.id), number: String(incidents.length),
      };
    }
    return {
      form, look, certainty: certainty(incident), asGiven: form === 'symbol' && incident.precision === 'as_given',
      name: this.page.name(incident, form), title: incident.title, incidents: [incident.id], number: '',
    };
  }

  private drawLeaders(spots: Pick<Spot, 'at' | 'leaders'>[]): void {
    this.leaders.clearLayers();
    const zoom = this.map.getZoom();
    const latLngOf = ({ x, y }: XY): L.LatLng => this.map.unproject(new L.Point(x, y), zoom);
    const dots = new Map<string, L.LatLng>();
    for (const { at, leaders } of spots) {
      for (const place of leaders) {
        const end = latLngOf(place);
        dots.set(`${place.x},${place.y}`, end);
        this.leaders.addLayer(
          new L.Polyline([latLngOf(at), end], { pane: 'leaders', interactive: false, className: 'leader', weight: 1.2 }),
        );
      }
    }
    for (const dot of dots.values()) {
      this.leaders.addLayer(
        new L.CircleMarker(dot, { pane: 'leaders', interactive: false, className: 'leader-end', radius: 3, weight: 1.5 }),
      );
    }
  }
}

function opens(marker: L.Marker, incident: string): boolean {
  return marker.getElement()?.dataset['symbol']?.split(' ').includes(incident) ?? false;
}

/** An outline that several incidents share has the colour of most of them. */
function mostCommon(looks: Look[]): Look {
  const count = (look: Look): number => looks.filter(({ color }) => color === look.color).length;
  return looks.reduce((best, look) => (count(look) > count(best) ? look : best));
}

function markForm(form: Form): MarkForm {
  if (form.type === 'line') return form.journey ? 'journey' : 'symbol';
  return form.type === 'spot' ? 'symbol' : 'tag';
}

function boundsOf(form: Form): L.LatLngBounds {
  switch (form.type) {
    case 'spot':
    case 'circle':
      return latLng(form.at).toBounds(2 * form.radius);
    case 'area':
      return new L.LatLngBounds(form.polygons.flatMap((polygon) => polygon[0]!.map(latLng)));
    case 'line':
      return new L.LatLngBounds(form.lines.flatMap((line) => line.map(latLng)));
  }
}

/** A spot at another place, with a line to where it was. */
function moved(spot: Spot, at: XY): Spot {
  if (at.x === spot.at.x && at.y === spot.at.y) return spot;
  return { ...spot, at, leaders: spot.leaders.length > 0 ? spot.leaders : [spot.at] };
}

function isOutlined(form: Form): boolean {
  return form.type === 'area' || form.type === 'line';
}

function boxAround({ x, y }: XY, size: number): Box {
  const half = size / 2;
  return { left: x - half, right: x + half, top: y - half, bottom: y + half };
}
