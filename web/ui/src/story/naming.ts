/** What incidents' marks are called and look like. Pure. */
import type { Config, LayerConfig, Say, Shape } from './config';
import { figureText, numberText } from '../incidents/figure';
import { nameOf } from '../incidents/captions';
import type { Form, Gathering, Incident } from '../incidents/model';
import { wornLayer } from './visibility';

/** What an incident in no layer wears. */
const plain = '#4d5359';

export interface Look {
  shape: Shape;
  color: string;
}

/** How a mark is drawn: a symbol at a point or in a circle, a tag for an area, a ringed symbol for a journey, one with a number for many. */
export type MarkForm = 'symbol' | 'circle' | 'tag' | 'journey' | 'stack';

/** How sure an incident is, as far as its mark shows it. */
export type Certainty = 'sure' | 'unsure' | 'disputed' | 'gone';

const sayings: Record<Certainty, string> = { sure: '', unsure: 'unverified', disputed: 'disputed', gone: 'retracted' };

export function certainty({ verification, disposition }: Incident): Certainty {
  if (disposition === 'retracted') return 'gone';
  if (verification === 'disputed' || verification === 'debunked') return 'disputed';
  return verification === 'unverified' ? 'unsure' : 'sure';
}

export class Naming {
  constructor(
    private readonly config: Pick<Config, 'lang' | 'locale' | 'layers' | 'kinds' | 'precisions' | 'countries'>,
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
      form === 'symbol' && incident.precision !== 'as_given' ? '' : this.config.precisions[incident.precision],
      form === 'journey' ? this.say('not_the_route') : '',
      when || incident.day,
      certainty(incident) === 'sure' ? '' : this.say(sayings[certainty(incident)]),
    ];
    return parts.filter(Boolean).join(', ');
  }

  /** What is gathered wears no layer's symbol: an outline of its own colour. */
  gatheredLook({ kind }: Gathering): Look {
    return { shape: this.config.kinds[kind]?.shape ?? 'circle', color: plain };
  }

  /** The accessible name of what is gathered: how many, how many died, how exactly, and what a press does. */
  gatheredName({ count, dead, precision, form }: Gathering, lang: string): string {
    const number = (n: number): string => numberText(n, lang);
    const area = form.type === 'area' || form.type === 'line';
    const died = figureText(dead, number);
    return [
      this.say('gathered', { n: number(count) }),
      died ? this.dead({ dead }) : '',
      area ? this.config.precisions[precision] : '',
      this.say('zoom_in').toLocaleLowerCase(lang),
    ]
      .filter(Boolean)
      .join(', ');
  }

  /** How many died, in words. */
  dead({ dead }: Pick<Incident, 'dead'>): string {
    if (dead.best === 1) return this.say('gathered_dead_one');
    return this.say('gathered_dead', { n: figureText(dead, (n) => numberText(n, this.config.locale)) });
  }

  /** The name of the area that incidents share: a country's in the page's language, a state's, or the shortest that is given. */
  areaName(incidents: Incident[], form: Form): string {
    const [{ country, precision, admin1 }] = incidents as [Incident];
    if (form.type === 'area' && form.country && country) {
      return this.config.countries?.[country] ?? new Intl.DisplayNames(this.config.lang, { type: 'region' }).of(country) ?? country;
    }
    // The words may name a town of which only the state is known.
    return precision === 'adm1' ? admin1 : nameOf(incidents);
  }

  stackName(incidents: Incident[]): string {
    const place = incidents[0]?.place ?? '';
    const key = incidents.every((incident) => incident.place === place) ? 'several_here' : 'several_near';
    return `${this.say(key, { n: incidents.length })}: ${place}`;
  }
}
