/** The incidents in Leaflet: outlines below, marks above, leader lines between. */
import type * as L from './leaflet';
import { arranging } from '../arrange/arrange';
import { boxAround, type XY } from '../arrange/types';
import type { Scheme } from '../basemap/style';
import { gatheredGravity, gravestOf } from '../incidents/gravity';
import type { Form, Gathering, Place } from '../incidents/model';
import type { Look } from '../story/naming';
import { atOnce, inTurns } from '../browser/rest';
import { BubbleLayer } from './bubblelayer';
import { markOf } from './faces';
import { boundsOf, isOutlined } from './forms';
import { COVERS_CHANGE, frameOf } from './frame';
import { measureText, type StoryLabels } from './labellayer';
import { LeaderLayer } from './leaders';
import type { Legend } from './legend';
import { MarkLayer } from './marklayer';
import { OutlineLayer, type Outlined } from './outlines';
import type { Page } from './page';
import { Subjects } from './subjects';

/** More marks than this leave the order of the Tab key; the list carries them. */
const MAX_TAB_STOPS = 30;

export class IncidentLayer {
  private readonly outlines: OutlineLayer;
  private readonly leaders: LeaderLayer;
  private readonly marks: MarkLayer;
  private readonly bubbles: BubbleLayer;
  private readonly subjects: Subjects;
  private places: Place[] = [];
  /** Those of areas; those at points are bubbles. */
  private areas: Gathering[] = [];
  /** How often drawing was begun: what is begun anew ends what goes on. */
  private run = 0;
  /** Whether marks were begun to be laid out, which follows from the view. */
  private isArranged = false;

  constructor(
    private readonly map: L.Map,
    private readonly page: Page,
    private readonly legend: Legend,
    private readonly onArranged: (labels: StoryLabels) => void,
  ) {
    this.outlines = new OutlineLayer(map);
    this.bubbles = new BubbleLayer(map, page.gathered, legend);
    this.subjects = new Subjects(map, page, this.bubbles, measureText);
    this.leaders = new LeaderLayer(map);
    this.marks = new MarkLayer(map);
    legend.onToggle(() => this.rearrange());
    map.on(`moveend ${COVERS_CHANGE}`, () => {
      if (!this.marks.isShowingFocus) this.rearrange(); // what is laid out follows from the view alone
    });
  }

  /** Shows these places, with the incidents they hold, and the gatherings of a level of the grid: the first time in turns with the browser, then at once. */
  async show(places: Place[], gatherings: Gathering[], level: number | undefined, scheme: Scheme, size?: string): Promise<void> {
    this.places = places;
    this.areas = gatherings.filter(({ form }) => isOutlined(form));
    this.subjects.set(places, this.areas, size === 'deaths');
    this.bubbles.set(gatherings.filter(({ form }) => !isOutlined(form)), level);
    const run = ++this.run;
    if (run > 1) atOnce(this.parts(scheme));
    else {
      await inTurns(this.parts(scheme), () => run === this.run);
      this.uncover();
    }
  }

  private *parts(scheme: Scheme): Generator<void> {
    yield* this.outlines.set(this.outlined(), scheme);
    yield* this.arrange();
  }

  /** The mark that opens an incident. */
  markerOf(incident: string): L.Marker | undefined {
    return this.marks.of(incident);
  }

  /** Marks the incident whose card is open. */
  setCurrent(incident: string | undefined): void {
    this.marks.setCurrent(incident);
    this.outlines.setCurrent(this.places.filter(({ incidents }) => incidents.some(({ id }) => id === incident)).map(({ key }) => key));
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

  private outlined(): Outlined[] {
    const most = Math.max(...this.areas.map(({ count }) => count));
    return [
      ...this.places.map(({ key, form, incidents }) => ({
        key,
        form,
        precision: incidents[0]!.precision,
        look: mostCommon(incidents.map((incident) => this.page.look(incident))),
        gravity: gravestOf(incidents),
      })),
      ...this.areas.map((area) => ({ ...area, key: area.id, look: this.page.gathered.look(area), gravity: gatheredGravity(area), share: area.count / most })),
    ];
  }

  /** Closes a legend that nobody opened where it covers a mark. */
  private uncover(): void {
    const box = this.legend.isOpen ? this.legend.box() : undefined;
    if (!box) return;
    const covers = ({ x, y }: XY): boolean => x > box.left && x < box.right && y > box.top && y < box.bottom;
    const marks = [...this.marks.all(), ...this.bubbles.all()];
    if (marks.some((mark) => covers(this.map.latLngToContainerPoint(mark.getLatLng())))) this.legend.close();
  }

  private rearrange(): void {
    if (!this.isArranged) return;
    this.run++;
    atOnce(this.arrange());
  }

  private *arrange(): Generator<void> {
    this.isArranged = true;
    const { marks, meanings, tags } = yield* this.subjects.marks();
    const texts = yield* this.subjects.texts();
    const captions = [...texts].map(([place, sizes]) => ({ place, sizes }));
    const tabIndex = marks.length + this.bubbles.count > MAX_TAB_STOPS ? -1 : 0;
    const bubbles = this.bubbles.place(tabIndex);
    yield;
    const { spots, captions: placed } = yield* arranging(marks, captions, frameOf(this.map), bubbles);
    this.marks.draw(spots, (spot) => markOf(spot, meanings, tags, this.page, (incident) => this.subjects.sizeByDead(incident)), tabIndex);
    this.leaders.draw(spots);
    const spotOf = new Map(spots.flatMap((spot) => spot.ids.map((id) => [placeOfMark(id), spot] as const)));
    this.onArranged({
      written: placed.map(({ place, size, box, line }) => {
        return { text: texts.get(place)![size]!, box, line, toRight: (box.left + box.right) / 2 < spotOf.get(place)!.at.x - 1 };
      }),
      told: [
        ...placed.map(({ place, size }) => texts.get(place)![size]!.lines[0]!.text),
        ...spots.filter(({ narrow }) => !narrow).flatMap(({ ids }) => tags.get(placeOfMark(ids[0]!))?.split(' · ')[0] ?? []),
      ],
      obstacles: [...spots.map((spot) => boxAround(spot.at, spot)), ...bubbles],
    });
  }
}

/** An outline that several incidents share has the colour of most of them. */
function mostCommon(looks: Look[]): Look {
  const count = (look: Look): number => looks.filter(({ color }) => color === look.color).length;
  return looks.reduce((best, look) => (count(look) > count(best) ? look : best));
}

/** The place of a mark, by its id. */
function placeOfMark(id: string): string {
  return id.slice(id.indexOf(' ') + 1);
}
