/**
 * Finds places by name, from our own server, moves the map there, and sorts the list by nearness; the same around
 * the reader, whose position stays in the browser: it moves no map, as that would ask for what is around it.
 */
import type { Config, Say } from '../story/config';
import { ask } from '../browser/fetching';
import type { Incident } from '../incidents/model';
import type { Geometry, Position } from '../incidents/features';
import type { Map } from '../leaflet/leaflet';
import { wantsStillness } from '../story/scheme';

const PAUSE_MS = 350; // after the last letter
const LEAST = 3; // letters

export interface FoundPlace {
  label: string;
  /** Longitude, latitude. */
  at: Position;
  bbox?: [number, number, number, number];
}

/** The page around. */
export interface Around {
  map: Pick<Map, 'fitBounds' | 'setView' | 'getZoom'>;
  find: (id: string) => Incident | undefined;
  said: (words: string) => void;
  /** Takes the words out of the filter: the name was for the place. */
  forget: () => void;
}

const PLACE_ZOOM = 10; // at least, of a place without an extent

export class PlaceSearch {
  private readonly list: HTMLUListElement;
  private timer: number | undefined;
  private asking: AbortController | undefined;

  constructor(
    private readonly doc: Document,
    private readonly config: Config,
    private readonly say: Say,
    private readonly around: Around,
  ) {
    this.list = doc.createElement('ul');
    this.list.id = 'places';
    this.list.hidden = true;
    const words = doc.querySelector<HTMLInputElement>('#words');
    if (words && config.places) {
      words.closest('.search')!.after(this.list);
      words.addEventListener('input', () => {
        window.clearTimeout(this.timer);
        this.timer = window.setTimeout(() => void this.look(words.value.trim()), PAUSE_MS);
      });
    }
    const near = doc.querySelector<HTMLButtonElement>('button#near');
    near?.addEventListener('click', () => this.turn(near));
  }

  private async look(name: string): Promise<void> {
    this.asking?.abort();
    this.sort(undefined);
    if (name.length < LEAST) {
      this.list.hidden = true;
      return;
    }
    const { signal } = (this.asking = new AbortController());
    try {
      const answer = await ask(`${this.config.places!}&q=${encodeURIComponent(name)}`, 'application/json', signal);
      const { places } = (await answer.json()) as { places: FoundPlace[] };
      if (!signal.aborted) this.tell(places);
    } catch (error) {
      if (!signal.aborted) console.warn(error); // incidents are found without
      if (!signal.aborted) this.list.hidden = true;
    }
  }

  private tell(places: FoundPlace[]): void {
    this.list.replaceChildren(
      ...places.map((place) => {
        const item = this.doc.createElement('li');
        const button = this.doc.createElement('button');
        button.type = 'button';
        button.textContent = this.say('go_to', { place: place.label });
        button.addEventListener('click', () => {
          this.list.hidden = true;
          this.show(place);
        });
        item.append(button);
        return item;
      }),
    );
    this.list.hidden = places.length === 0;
  }

  private show({ at, bbox }: FoundPlace): void {
    const { map, forget } = this.around;
    forget();
    const animate = !wantsStillness();
    if (bbox) map.fitBounds([[bbox[1], bbox[0]], [bbox[3], bbox[2]]], { animate });
    else map.setView([at[1], at[0]], Math.max(map.getZoom(), PLACE_ZOOM), { animate });
    this.sort(at);
  }

  /** Sorts the lines of each class of the list by the distance to a point, those without a place last, or as they were. */
  private sort(from: Position | undefined): void {
    for (const lines of this.doc.querySelectorAll<HTMLElement>('#list [data-class] ol')) {
      const all = ([...lines.children] as HTMLElement[]).map((line, i) => {
        line.dataset['place'] ??= String(i); // where it was
        const incident = from && this.around.find(line.dataset['id'] ?? '');
        return { line, was: Number(line.dataset['place']), far: from ? ((incident && distanceTo(incident, from)) ?? Infinity) : 0 };
      });
      all.sort((a, b) => (a.far === b.far ? a.was - b.was : a.far - b.far));
      lines.append(...all.map(({ line }) => line));
    }
  }

  private turn(near: HTMLButtonElement): void {
    if (near.getAttribute('aria-pressed') === 'true') {
      near.setAttribute('aria-pressed', 'false');
      this.sort(undefined);
      return;
    }
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        near.setAttribute('aria-pressed', 'true');
        this.sort([coords.longitude, coords.latitude]);
        this.around.said(this.say('near_sorted'));
      },
      () => this.around.said(this.say('near_unknown')),
      { maximumAge: 300_000, timeout: 15_000 },
    );
  }
}

/** How far an incident is from a point, in degrees of latitude, to the nearest of its corners; undefined without a place. */
export function distanceTo({ geometry }: Pick<Incident, 'geometry'>, from: Position): number | undefined {
  let least = Infinity;
  for (const [lon, lat] of corners(geometry)) {
    const across = Math.abs(lon - from[0]) % 360;
    const east = Math.min(across, 360 - across) * Math.cos((((lat + from[1]) / 2) * Math.PI) / 180);
    least = Math.min(least, Math.hypot(east, lat - from[1]));
  }
  return least === Infinity ? undefined : least;
}

function* corners(geometry: Geometry | null): Generator<Position> {
  if (!geometry) return;
  if (geometry.type === 'GeometryCollection') for (const part of geometry.geometries) yield* corners(part);
  else yield* positions(geometry.coordinates);
}

function* positions(of: unknown): Generator<Position> {
  const list = of as unknown[];
  if (typeof list[0] === 'number') yield list as unknown as Position;
  else for (const part of list) yield* positions(part);
}
