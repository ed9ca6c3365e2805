/** What leads and rules of labels come to on the readers' map. */
import { anchorsOf } from '../../incidents/anchors';
import { nameOf, textsOf } from '../../incidents/captions';
import type { Feature as MapFeature, Geometry as MapGeometry, Position } from '../../incidents/features';
import { figureText } from '../../incidents/figure';
import { gravityOf } from '../../incidents/gravity';
import type { Caption, DrawingMap } from '../../leaflet/drawing';
import { measureText } from '../../leaflet/labellayer';
import { buildModel } from '../../incidents/model';
import type { Api } from '../api/api';
import type { DeskConfig } from '../text/config';
import { el } from '../form/dom';
import type { Check, Incident, LabelRule, Story, Text } from '../api/forms';
import { textIn } from '../api/forms';
import { openMap } from './map';
import { t } from '../text/words';

/** An incident as readers would see it, and its texts in each language. */
export interface Seen {
  /** Whether they see it now, in whatever state. */
  isSeen: boolean;
  feature: MapFeature;
  title: Text;
  place: Text;
}

/** Asks how readers would see an incident; nothing where they see none of it. */
export async function seenOf(api: Api, story: Story, incident: Incident): Promise<Seen | undefined> {
  const { body } = await api.post<Check>(`/stories/${story.slug}/incidents/${incident.id!}/check`, {});
  const feature = body.readers.after as unknown as MapFeature | null;
  return feature ? { isSeen: body.readers.before !== null, feature, title: incident.title, place: feature.properties.place ? (incident.place ?? {}) : {} } : undefined;
}

export class MapPreview {
  readonly element = el('div', { class: 'map small', role: 'region', 'aria-label': t('onmap.preview') });
  private readonly map: Promise<DrawingMap>;
  private fitted = '';

  constructor(
    private readonly config: DeskConfig,
    story: Story,
  ) {
    this.map = openMap(config, this.element, story.view.bbox);
  }

  /** Shows leads with their captions, and others without. Gives those that the map does not write as they are, each with why. */
  async show(leads: { seen: Seen; caption: Text }[], rules: Record<string, LabelRule>, others: Seen[] = []): Promise<{ seen: Seen; why: string }[]> {
    const faults: { seen: Seen; why: string }[] = [];
    const captions: Caption[] = [];
    for (const { seen, caption } of leads) {
      const made = this.captionOf(seen, textIn(caption, ...this.langs), rules);
      if ('why' in made) faults.push({ seen, why: made.why });
      else captions.push(made);
      if ('long' in made && made.long) faults.push({ seen, why: 'long' });
    }
    const map = await this.map;
    map.caption(captions, rules);
    const points = [...captions.map(({ at }) => at), ...others.flatMap(({ feature }) => (feature.geometry?.type === 'Point' ? [feature.geometry.coordinates] : []))];
    if (this.fitted !== JSON.stringify(points)) map.fit(points);
    this.fitted = JSON.stringify(points);
    map.show(multiPoint(points), 0, false);
    return faults;
  }

  private get langs(): string[] {
    return [this.config.lang, 'en', 'es'];
  }

  private captionOf({ feature, title, place }: Seen, caption: string, rules: Record<string, LabelRule>): (Caption & { long: boolean }) | { why: string } {
    const told = { ...feature, properties: { ...feature.properties, place: textIn(place, ...this.langs) } };
    const at = buildModel([told], this.config.lang).places.find(({ form }) => form.type === 'spot' || form.type === 'circle');
    const [incident] = at?.incidents ?? [];
    if (!at || !incident) return { why: 'no_point' };
    const name = nameOf([incident]);
    if (!name) return { why: 'no_name' };
    if (rules[name] === 'hide') return { why: 'hidden' };
    const figure = incident.dead.low ? this.dead(incident.dead) : '';
    const words = caption || textIn(title, ...this.langs);
    const [text] = textsOf(name, { title: words, figure }, gravityOf(incident), measureText);
    return { at: anchorsOf(at.form)[0]!.at, text: text!, long: !text!.lines.some(({ face }) => face === 'told') };
  }

  /** How many died, as the map says it. */
  private dead(dead: Parameters<typeof figureText>[0]): string {
    const one = dead.best === 1;
    const word = this.config.mapWords[one ? 'gathered_dead_one' : 'gathered_dead'] ?? '{n}';
    return word.replace('{n}', figureText(dead, (n) => n.toLocaleString(this.config.lang)));
  }
}

function multiPoint(coordinates: Position[]): MapGeometry | null {
  return coordinates.length > 0 ? { type: 'MultiPoint', coordinates } : null;
}
