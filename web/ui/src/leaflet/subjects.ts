/** What is to be laid out on the map: the marks of places and areas, and what is written beside them, in pixels of its zoom. */
import type * as L from './leaflet';
import { anchorsOf } from '../incidents/anchors';
import { distance, type Candidate, type Mark, type Size, type XY } from '../arrange/types';
import { nameOf, textsOf, type MeasureText, type Text } from '../incidents/captions';
import { gatheredGravity, gravestOf, gravityOf, leadsFor, leadsOf, markSizes, type Gravity } from '../incidents/gravity';
import type { InteriorPoint } from '../incidents/interior';
import type { Gathering, Incident, Place } from '../incidents/model';
import type { BubbleLayer } from './bubblelayer';
import { latLng } from './forms';
import type { Meaning, Page } from './page';

/** The height of an area's tag, and its width beyond its text; css/leaflet.css has the same. */
const TAG_HEIGHT = 24;
const TAG_EXTRA = 26;
/** How near to each other two places of one name are named once, in CSS pixels. */
const SAME_NAME = 120;
/** The size of the mark of which the most died, where sizes tell deaths, in CSS pixels. */
const MOST_DEAD_SIZE = 64;

/** Marks, what each stands for by its id, and what tags say by their places. */
export interface Marks {
  marks: Mark[];
  meanings: Map<string, Meaning>;
  tags: Map<string, string>;
}

export class Subjects {
  private places: Place[] = [];
  private areas: Gathering[] = [];
  /** The most that died of one incident, where marks are as large as their number of dead. */
  private mostDead: number | undefined;
  /** Where marks of places may stand, which is kept. */
  private readonly anchors = new Map<string, InteriorPoint[]>();

  constructor(
    private readonly map: L.Map,
    private readonly page: Page,
    private readonly bubbles: BubbleLayer,
    private readonly measure: MeasureText,
  ) {}

  set(places: Place[], areas: Gathering[], byDeaths: boolean): void {
    this.places = places;
    this.areas = areas;
    this.mostDead = byDeaths ? Math.max(1, ...places.flatMap(({ incidents }) => incidents.map(({ dead }) => dead.low ?? 0))) : undefined;
  }

  /** The marks, each with where it may stand; none of an empty geometry. Each place is a part of the work. */
  *marks(): Generator<void, Marks> {
    const all: Marks = { marks: [], meanings: new Map(), tags: new Map() };
    for (const place of this.places) {
      this.addPlace(place, all);
      yield;
    }
    for (const area of this.areas) {
      this.addArea(area, all);
      yield;
    }
    return all;
  }

  /** What may be written beside the marks of points, by their places, each a part of the work. */
  *texts(): Generator<void, Map<string, Text[]>> {
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
      yield;
    }
    return texts;
  }

  /** The size of a mark whose area is in proportion to those who died; undefined where marks are not drawn so. */
  sizeByDead({ dead }: Incident): number | undefined {
    if (this.mostDead === undefined || !dead.low) return undefined;
    return Math.round(Math.max(markSizes[3], MOST_DEAD_SIZE * Math.sqrt(dead.low / this.mostDead)));
  }

  private addPlace(place: Place, { marks, meanings, tags }: Marks): void {
    const { key, form, incidents } = place;
    const zoom = this.map.getZoom();
    const candidates = this.anchorsOf(place).map((point) => this.onScreen(point, zoom));
    if (candidates.length === 0) return;
    const gravest = gravestOf(incidents);
    if (form.type === 'area') tags.set(key, [this.page.areaName(incidents, form), incidents.length > 1 ? incidents.length : ''].filter(Boolean).join(' · '));
    for (const incident of incidents) {
      const gravity = form.type === 'area' ? gravest : gravityOf(incident);
      const id = `${incident.id} ${key}`;
      meanings.set(id, { incident, place });
      marks.push({ id, place: key, weight: gravity * 1e6 + (incident.dead.low ?? 0), ...this.sizeOf(gravity, tags.get(key), incident), candidates: this.inCell(candidates, gravity, zoom) });
    }
  }

  private addArea(area: Gathering, { marks, meanings, tags }: Marks): void {
    const { id, form } = area;
    const candidates = this.anchorsOf({ key: id, form }).map((point) => this.onScreen(point, this.map.getZoom()));
    if (candidates.length === 0) return;
    meanings.set(id, area);
    tags.set(id, this.page.gathered.number(area.count));
    const gravity = gatheredGravity(area);
    marks.push({ id, place: id, weight: gravity * 1e6, ...this.sizeOf(gravity, tags.get(id)), candidates });
  }

  private sizeOf(gravity: Gravity, tag: string | undefined, incident?: Incident): Size {
    const size = (incident && this.sizeByDead(incident)) ?? markSizes[gravity];
    return { width: tag ? Math.ceil(this.measure(tag, 'tag')) + TAG_EXTRA : size, height: tag ? TAG_HEIGHT : size };
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

  private anchorsOf({ key, form }: Pick<Place, 'key' | 'form'>): InteriorPoint[] {
    let found = this.anchors.get(key);
    if (!found) {
      found = anchorsOf(form);
      this.anchors.set(key, found);
    }
    return found;
  }
}
