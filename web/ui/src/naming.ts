/** What incidents' marks are called and look like. Pure. */
import type { Config, LayerConfig, Say, Shape } from './config';
import type { Incident } from './model';
import { wornLayer } from './visibility';

/** What an incident in no layer wears. */
const plain = '#4d5359';

export interface Look {
  shape: Shape;
  color: string;
}

/** How a mark is drawn: a symbol at a point, a flat tag for an area, a ringed symbol for a journey, a number for many. */
export type MarkForm = 'symbol' | 'tag' | 'journey' | 'stack';

export class Naming {
  constructor(
    private readonly config: Pick<Config, 'layers' | 'kinds' | 'precisions'>,
    private readonly say: Say,
  ) {}

  /** An incident wears the symbol of its first layer that is on, so that the legend explains it; one in no layer its kind's. */
  look(incident: Incident, on: ReadonlySet<string>): Look {
    const layer: LayerConfig | undefined = wornLayer(incident.layers, on, this.config.layers);
    return layer ?? { shape: this.config.kinds[incident.kind]?.shape ?? 'circle', color: plain };
  }

  /** The accessible name: what, which kind, where and how exactly, when. */
  name(incident: Incident, form: MarkForm, when: string | undefined): string {
    const parts = [
      incident.title,
      this.config.kinds[incident.kind]?.title ?? incident.kind,
      incident.place,
      form === 'symbol' ? '' : this.config.precisions[incident.precision],
      form === 'journey' ? this.say('not_the_route') : '',
      when || incident.day,
    ];
    return parts.filter(Boolean).join(', ');
  }

  stackName(incidents: Incident[]): string {
    const place = incidents[0]?.place ?? '';
    const key = incidents.every((incident) => incident.place === place) ? 'several_here' : 'several_near';
    return `${this.say(key, { n: incidents.length })}: ${place}`;
  }
}
