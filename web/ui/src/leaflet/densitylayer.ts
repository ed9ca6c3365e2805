/** Counts by area on the map, which the reader or the story chooses in place of symbols. What draws them is loaded then. */
import * as L from './leaflet';
import type { DensityConfig, Say } from '../config';
import { DIVISIONS, type Choice, type Division } from '../density/choice';
import type { Counts, ShowCounts } from '../density/show';
import { ask } from '../fetching';
import { currentScheme } from '../scheme';
import { addressOf, type Wanted } from '../source';
import type { Legend } from './legend';

export class DensityLayer {
  private overlay: L.SVGOverlay | undefined;
  private asked: AbortController | undefined;
  private shown = '';

  constructor(
    private readonly map: L.Map,
    private readonly legend: Legend,
    private readonly config: DensityConfig,
    private readonly lang: string,
    private readonly say: Say,
  ) {}

  /** Shows the counts of a view by a choice; without areas in it, none. */
  async show({ show, measure = 'entries' }: Choice, wanted: Wanted): Promise<void> {
    if (!isDivision(show) || wanted.filter.layers?.length === 0) {
      this.clear();
      return;
    }
    const address = addressOf(`${this.config.url}&by=${show}`, wanted, true);
    const key = `${address} ${measure} ${currentScheme()} ${wanted.zoom}`;
    if (key === this.shown) return;
    this.asked?.abort();
    const { signal } = (this.asked = new AbortController());
    try {
      const [showCounts, counts] = await Promise.all([
        loadScript(this.config.script),
        ask(address, 'application/geo+json', signal).then((answer) => answer.json() as Promise<Counts>),
      ]);
      if (signal.aborted) return;
      this.shown = key;
      this.draw(showCounts, counts, show, measure);
    } catch (error) {
      if (signal.aborted) return;
      console.error(error);
      this.clear();
      this.legend.tell('density', Object.assign(document.createElement('p'), { textContent: this.say('map_failed') }));
    }
  }

  private draw(showCounts: ShowCounts, counts: Counts, by: Division, measure: NonNullable<Choice['measure']>): void {
    const { picture, legend } = showCounts(counts, {
      by, measure, lang: this.lang, say: this.say, scheme: currentScheme(), world: 256 * 2 ** this.map.getZoom(),
      approach: ([west, south, east, north]) => this.map.fitBounds(new L.LatLngBounds([south, west], [north, east]), { padding: [24, 24] }),
    });
    this.overlay?.remove();
    this.overlay = undefined;
    if (picture) {
      const [west, south, east, north] = picture.bounds;
      this.overlay = new L.SVGOverlay(picture.svg, new L.LatLngBounds([south, west], [north, east])).addTo(this.map);
    }
    this.legend.tell('density', legend);
  }

  private clear(): void {
    this.asked?.abort();
    this.shown = '';
    this.overlay?.remove();
    this.overlay = undefined;
    this.legend.tell('density', undefined);
  }
}

export function isDivision(show: Choice['show']): show is Division {
  return DIVISIONS.some((division) => division === show);
}

let loading: Promise<ShowCounts> | undefined;

function loadScript(src: string): Promise<ShowCounts> {
  loading ??= new Promise((done, failed) => {
    const script = document.createElement('script');
    script.src = src;
    script.onload = () => done((globalThis as unknown as { incidentmapCounts: ShowCounts }).incidentmapCounts);
    script.onerror = () => {
      loading = undefined;
      failed(new Error(`${src} did not load`));
    };
    document.head.append(script);
  });
  return loading;
}
