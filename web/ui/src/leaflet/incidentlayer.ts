/** The incidents in Leaflet: outlines below, marks above, leader lines between. */
import * as L from './leaflet';
import { anchorsOf } from '../anchors';
import { arrange } from '../arrange/arrange';
import { boxAround, distance, type Candidate, type Frame, type Mark, type Size, type Spot, type XY } from '../arrange/types';
import type { Scheme } from '../basemap/style';
import { nameOf, textsOf, type Text } from '../captions';
import { gatheredGravity, gravityOf, leadsFor, leadsOf, markSizes, type Gravity } from '../gravity';
import type { InteriorPoint } from '../interior';
import type { Form, Gathering, Incident, Place } from '../model';
import { certainty, type Look, type MarkForm } from '../naming';
import { rest } from '../rest';
import { BubbleLayer, type BubblePage } from './bubblelayer';
import { textMeasure, type StoryLabels } from './labellayer';
import type { Legend } from './legend';
import { buildMark, takeAway, type MarkFace } from './marks';
import { latLng, OutlineLayer } from './outlines';

/** The height of an area's tag, and its width beyond its text; css/leaflet.css has the same. */
const TAG_HEIGHT = 24;
const TAG_EXTRA = 26;
/** How near to each other two places of one name are named once, in CSS pixels. */
const SAME_NAME = 120;
/** The size of the mark of which the most died, where sizes tell deaths, in CSS pixels. */
const MOST_DEAD_SIZE = 64;
const AREAS_AT_A_TIME = 4;
/** More marks than this leave the order of the Tab key; the list carries them. */
const MAX_TAB_STOPS = 30;

/** What the layer asks of the page. */
export interface Page {
  look: (incident: Incident) => Look;
  /** The accessible name of an incident's mark. */
  name: (incident: Incident, form: MarkForm) => string;
  stackName: (incidents: Incident[]) => string;
  /** How many died of it, in words. */
  dead: (incident: Incident) => string;
  /** What editors chose. */
  chosen: { leads?: string[]; captions?: Record<string, string>; labels?: Record<string, 'pin' | 'hide'> };
  /** The name of the area of incidents. */
  areaName: (incidents: Incident[], form: Form) => string;
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
  private readonly measure = textMeasure();
  private current: string | undefined;
  /** The most that died of one incident, where marks are as large as their number of dead. */
  private mostDead: number | undefined;
  /** How often all was begun to be rearranged. */
  private run = 0;

  constructor(
    private readonly map: L.Map,
    private readonly page: Page,
    private readonly legend: Legend,
    private readonly onArranged: (labels: StoryLabels) => void,
  ) {
    this.outlines = new OutlineLayer(map);
    this.bubbles = new BubbleLayer(map, page.gathered, this.legend);
    this.legend.onToggle(() => this.rearrange());
    const pane = map.createPane('leaders');
    pane.style.zIndex = '460';
    pane.style.pointerEvents = 'none';
    this.leaders = new L.LayerGroup().addTo(map);
    map.on('zoomend', () => this.rearrange());
  }

  /** Shows these places, with the incidents they hold, and the gatherings of a level of the grid. */
  async show(places: Place[], gatherings: Gathering[], level: number | undefined, scheme: Scheme, size?: string): Promise<void> {
    const isFirst = this.run === 0;
    this.places = places;
    this.mostDead = size !== 'deaths' ? undefined : Math.max(1, ...places.flatMap(({ incidents }) => incidents.map(({ dead }) => dead.low ?? 0)));
    this.areas = gatherings.filter(({ form }) => isOutlined(form));
    this.bubbles.set(gatherings.filter(({ form }) => !isOutlined(form)), level);
    const most = Math.max(...this.areas.map(({ count }) => count));
    this.outlines.set(
      [
        ...places.map(({ key, form, incidents }) => ({
          key,
          form,
          precision: incidents[0]!.precision,
          look: mostCommon(incidents.map((incident) => this.page.look(incident))),
          gravity: gravestOf(incidents),
        })),
        ...this.areas.map((area) => ({ ...area, key: area.id, look: this.page.gathered.look(area), gravity: gatheredGravity(area), share: area.count / most })),
      ],
      scheme,
    );
    if (!isFirst) {
      this.rearrange();
      return;
    }
    await this.findAnchors();
    for (const _ of this.steps()) await rest();
    this.uncover();
  }

  /** Closes a legend that nobody opened where it covers a mark. */
  private uncover(): void {
    const box = this.legend.isOpen ? this.legend.box() : undefined;
    if (!box) return;
    const covers = ({ x, y }: XY): boolean => x > box.left && x < box.right && y > box.top && y < box.bottom;
    const marks = [...this.markers.values(), ...this.bubbles.all()];
    if (marks.some((mark) => covers(this.map.latLngToContainerPoint(mark.getLatLng())))) this.legend.close();
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

  /** How many marks places have in the view. */
  placesInView(places: Place[]): number {
    const view = this.map.getBounds();
    return places.filter(({ form }) => view.intersects(boundsOf(form))).reduce((sum, { incidents }) => sum + incidents.length, 0);
  }

  private rearrange(): void {
    for (const _ of this.steps());
  }

  /** Rearranges all, with an end of each step at which the page may rest; it ends where that is begun anew meanwhile. */
  private *steps(): Generator<void> {
    const run = ++this.run;
    const meanings = new Map<string, Meaning>();
    const tags = new Map<string, string>();
    const marks = [
      ...this.places.flatMap((place) => this.marksOf(place, meanings, tags)),
      ...this.areas.flatMap((area) => this.markOfArea(area, meanings, tags)),
    ];
    yield;
    if (run !== this.run) return;
    const texts = this.texts();
    const captions = [...texts].map(([place, sizes]) => ({ place, sizes }));
    const tabIndex = marks.length + this.bubbles.count > MAX_TAB_STOPS ? -1 : 0;
    const bubbles = this.bubbles.place(tabIndex);
    const frame = this.frame();
    const { spots, captions: placed } = arrange(marks, captions, frame, bubbles);
    yield;
    if (run !== this.run) return;
    this.drawMarks(spots, meanings, tags, tabIndex);
    this.drawLeaders(spots);
    const spotOf = new Map(spots.flatMap((spot) => spot.ids.map((id) => [placeOfMark(id), spot] as const)));
    this.onArranged({
      written: placed.map(({ place, size, box, line }) => {
        return { text: texts.get(place)![size]!, box, line, toRight: (box.left + box.right) / 2 < spotOf.get(place)!.at.x - 1 };
      }),
      told: [...[...texts.values()].map((sizes) => sizes[0]!.lines[0]!.text), ...[...tags.values()].map((tag) => tag.split(' · ')[0]!)],
      obstacles: [...spots.map((spot) => boxAround(spot.at, spot)), ...bubbles, ...frame.boxes],
    });
  }

  /** What may be written beside the marks of points. */
  private texts(): Map<string, Text[]> {
    const leads = new Map(leadsOf(this.places, leadsFor(this.map.getSize().x), this.bubbles.gathered, this.page.chosen.leads).map((incident) => [incident.id, incident]));
    const texts = new Map<string, Text[]>();
    const named: { name: string; at: XY }[] = [];
    const { labels = {}, captions = {} } = this.page.chosen;
    const order = ({ incidents }: Place): number => gravestOf(incidents) + (labels[nameOf(incidents)] === 'pin' ? 4 : 0);
    for (const place of [...this.places].sort((a, b) => order(b) - order(a))) {
      if (place.form.type !== 'spot' && place.form.type !== 'circle') continue;
      const name = nameOf(place.incidents);
      const at = this.map.project(latLng(place.form.at));
      // Beside its neighbour a name is not said again.
      if (!name || labels[name] === 'hide' || named.some((other) => other.name === name && distance(other.at, at) < SAME_NAME)) continue;
      named.push({ name, at });
      const incident = place.incidents.find(({ id }) => leads.has(id));
      texts.set(place.key, textsOf(name, incident && { title: captions[incident.id] ?? incident.title, figure: this.page.dead(incident) }, gravestOf(place.incidents), this.measure));
    }
    return texts;
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
  private marksOf(place: Place, meanings: Map<string, Meaning>, tags: Map<string, string>): Mark[] {
    const { key, form, incidents } = place;
    const zoom = this.map.getZoom();
    const candidates = this.candidatesOf(place).map((point) => this.onScreen(point, zoom));
    if (candidates.length === 0) return [];
    const gravest = gravestOf(incidents);
    if (form.type === 'area') this.nameTag(key, this.page.areaName(incidents, form), incidents.length, tags);
    return incidents.map((incident) => {
      const gravity = form.type === 'area' ? gravest : gravityOf(incident);
      const id = `${incident.id} ${key}`;
      meanings.set(id, { incident, place });
      return { id, place: key, weight: gravity * 1e6 + (incident.dead.low ?? 0), ...this.sizeOf(gravity, tags.get(key), incident), candidates: this.inCell(candidates, gravity, zoom) };
    });
  }

  private markOfArea(area: Gathering, meanings: Map<string, Meaning>, tags: Map<string, string>): Mark[] {
    const { id, form } = area;
    const candidates = this.candidatesOf({ key: id, form }).map((point) => this.onScreen(point, this.map.getZoom()));
    if (candidates.length === 0) return [];
    meanings.set(id, area);
    tags.set(id, this.page.gathered.number(area.count));
    const gravity = gatheredGravity(area);
    return [{ id, place: id, weight: gravity * 1e6, ...this.sizeOf(gravity, tags.get(id)), candidates }];
  }

  /** Notes what an area's tag says: its name, and how many there are. */
  private nameTag(key: string, name: string, count: number, tags: Map<string, string>): void {
    const number = count > 1 ? String(count) : '';
    tags.set(key, [name, number].filter(Boolean).join(' · '));
  }

  private sizeOf(gravity: Gravity, tag: string | undefined, incident?: Incident): Size {
    const size = (incident && this.sizeByDead(incident)) ?? markSizes[gravity];
    return { width: tag ? Math.ceil(this.measure(tag, 'tag')) + TAG_EXTRA : size, height: tag ? TAG_HEIGHT : size };
  }

  /** The size of a mark whose area is in proportion to those who died; undefined where marks are not drawn so. */
  private sizeByDead({ dead }: Incident): number | undefined {
    if (this.mostDead === undefined || !dead.low) return undefined;
    return Math.round(Math.max(markSizes[3], MOST_DEAD_SIZE * Math.sqrt(dead.low / this.mostDead)));
  }

  /** A lone point's place among bubbles: in its own cell of the grid. */
  private inCell(candidates: Candidate[], gravity: Gravity, zoom: number): Candidate[] {
    const [only, ...others] = candidates as [Candidate];
    return others.length > 0 ? candidates : [{ ...only, ...this.bubbles.inCell(only, markSizes[gravity], zoom) }];
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
  private drawMarks(spots: Spot[], meanings: Map<string, Meaning>, tags: Map<string, string>, tabIndex: number): void {
    const stale = new Set(this.markers.keys());
    for (const spot of spots) {
      const key = spot.ids.join('\n');
      const at = this.map.unproject(new L.Point(spot.at.x, spot.at.y), this.map.getZoom());
      const mark = this.markOfAll(spot, meanings, tags);
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
      fresh.getElement()?.addEventListener('focus', ({ target }) => {
        // Who comes by the keyboard sees where they are.
        if (!(target as Element).matches(':focus-visible')) return;
        const { x: width, y: height } = this.map.getSize();
        const box = this.map.getContainer();
        box.scrollTop = box.scrollLeft = 0; // the browser has brought it into sight by scrolling what no one can scroll back
        this.map.panInside(fresh.getLatLng(), { padding: [Math.min(90, width / 4), Math.min(60, height / 4)], animate: false });
      });
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

  private markOfAll(spot: Spot, meanings: Map<string, Meaning>, tags: Map<string, string>): { face: MarkFace; press: () => void } {
    const meant = spot.ids.map((id) => meanings.get(id)!);
    const entries = meant.filter((meaning): meaning is Entry => 'incident' in meaning);
    const gathering = meant.find((meaning): meaning is Gathering => 'count' in meaning);
    const label = spot.narrow ? '' : (tags.get(gathering?.id ?? entries[0]!.place.key) ?? '');
    if (gathering) {
      const { name, number, look, press } = this.page.gathered;
      const title = name(gathering);
      const face: MarkFace = {
        form: 'tag', look: look(gathering), certainty: 'sure', gravity: gatheredGravity(gathering),
        name: title, title, incidents: [], number: number(gathering.count), label, width: spot.width,
      };
      return { face, press: () => press(gathering) };
    }
    const face = this.face(entries);
    return { face: face.form === 'tag' && label ? { ...face, label, width: spot.width } : face, press: () => this.page.open(face.incidents) };
  }

  private face(entries: Entry[]): MarkFace {
    const [{ incident, place }] = entries as [Entry];
    const form = markForm(place.form);
    const gravity = gravityOf(incident);
    if (entries.length > 1) {
      const incidents = entries.map((entry) => entry.incident);
      const name = this.page.stackName(incidents);
      const oneArea = entries.every((entry) => entry.place === place) && form === 'tag';
      return {
        form: oneArea ? 'tag' : 'stack', look: this.page.look(incident), certainty: oneArea ? 'sure' : certainty(incident), gravity, name, title: name,
        incidents: incidents.map((i) => i.id), number: String(incidents.length),
      };
    }
    return {
      form, look: this.page.look(incident), certainty: certainty(incident), gravity, size: this.sizeByDead(incident), asGiven: form === 'symbol' && incident.precision === 'as_given',
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
  return form.type === 'spot' ? 'symbol' : form.type === 'area' ? 'tag' : 'circle';
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

function isOutlined(form: Form): boolean {
  return form.type === 'area' || form.type === 'line';
}

function gravestOf(incidents: Incident[]): Gravity {
  return Math.max(...incidents.map(gravityOf)) as Gravity;
}

/** The place of a mark, by its id. */
function placeOfMark(id: string): string {
  return id.slice(id.indexOf(' ') + 1);
}
