/** Counts by area on the map, which the reader or the story chooses in place of symbols. Its script is loaded then. */
import type * as L from '../leaflet/leaflet';
import type { Scheme } from '../basemap/style';
import type { DensityConfig, Say } from '../story/config';
import { ask } from '../browser/fetching';
import { addressOf, type Wanted } from '../story/source';
import { areCounted, isDivision, type Choice, type Division, type Measure } from '../story/choice';
import { showCounts, type Counts } from './show';

/** What the map's script gives. */
export interface Parts {
  map: L.Map;
  /** Keeps an element over a box: west, south, east, north, in degrees. */
  overlay: (element: SVGElement, box: [number, number, number, number]) => L.SVGOverlay;
  tell: (scale: Node | undefined) => void;
  approach: (box: [number, number, number, number]) => void;
  scheme: () => Scheme;
  config: DensityConfig;
  lang: string;
  say: Say;
}

export class DensityLayer {
  private overlay: L.SVGOverlay | undefined;
  private asked: AbortController | undefined;
  private shown = '';

  constructor(private readonly parts: Parts) {}

  /** Shows the counts of a view by a choice; without areas in it, none. */
  async show({ show, measure: word }: Choice, wanted: Wanted): Promise<void> {
    if (!isDivision(show) || wanted.filter.layers?.length === 0) {
      this.clear();
      return;
    }
    const measure: Measure = word === 'deaths' || word === 'entries_rate' || word === 'deaths_rate' ? word : 'entries';
    const { config, say, tell } = this.parts;
    if (!areCounted(config, wanted.filter)) {
      this.clear();
      tell(paragraph(say('density_whole')));
      return;
    }
    const address = addressOfCounts(config, show, wanted);
    const key = `${address} ${measure} ${this.parts.scheme()} ${wanted.zoom}`;
    if (key === this.shown) return;
    this.asked?.abort();
    const { signal } = (this.asked = new AbortController());
    try {
      const counts = (await (await ask(address, 'application/geo+json', signal)).json()) as Counts;
      if (signal.aborted) return;
      this.shown = key;
      this.draw(counts, show, measure);
    } catch (error) {
      if (signal.aborted) return;
      console.error(error);
      this.clear();
      tell(paragraph(say('map_failed')));
    }
  }

  private draw(counts: Counts, by: Division, measure: Measure): void {
    const { map, approach, scheme, lang, say, overlay, tell } = this.parts;
    const world = 256 * 2 ** map.getZoom();
    const { picture, legend } = showCounts(counts, { by, measure, lang, say, scheme: scheme(), world, approach });
    this.overlay?.remove();
    this.overlay = picture && overlay(picture.svg, picture.bounds);
    tell(legend);
  }

  private clear(): void {
    this.asked?.abort();
    this.shown = '';
    this.overlay?.remove();
    this.overlay = undefined;
    this.parts.tell(undefined);
  }
}

/** Where the counts of a view are: on the server, or in the file of the last zoom that is not above the map's. */
export function addressOfCounts({ url, zooms }: DensityConfig, by: Division, wanted: Wanted): string {
  if (!zooms) return addressOf(`${url}&by=${by}`, wanted, true);
  const zoom = zooms[by]?.filter((z) => z <= wanted.zoom).pop() ?? 0;
  return url.replace('{by}', by).replace('{zoom}', String(zoom));
}

function paragraph(words: string): HTMLElement {
  return Object.assign(document.createElement('p'), { textContent: words });
}
