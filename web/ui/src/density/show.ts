/**
 * Makes what the map shows of counts by area: the picture, and what its shades mean. It is loaded when a reader or a story
 * wants it, so that no other page waits for it.
 */
import type { Say } from '../story/config';
import type { Geometry } from '../incidents/features';
import { figureText } from '../incidents/figure';
import type { Scheme } from '../basemap/style';
import type { Division, Measure } from '../story/choice';
import { classesOf, classOf, rounded } from './classes';
import { draw, shades, shadesFor, positionsOf, type Area, type Picture } from './picture';

/** What the server answers; web/mapapi/density.go writes it. */
export interface Counts {
  count: number;
  /** Those that are in no area, at no point, or in an area that cannot be drawn. */
  elsewhere: number;
  features: { id: string; geometry: Geometry; properties: Properties }[];
}

interface Properties {
  name?: string;
  population?: number;
  count: number;
  /** More sources speak of casualties than are put beside each other. */
  figures_unknown?: boolean;
  fatalities?: number;
  fatalities_low?: number;
  fatalities_high?: number;
}

export interface CountsOptions {
  by: Division;
  measure: Measure;
  lang: string;
  say: Say;
  scheme: Scheme;
  /** How wide the world is, in CSS pixels. */
  world: number;
  /** Brings a box into view: west, south, east, north, in degrees. */
  approach: (box: [number, number, number, number]) => void;
}

export interface Shown {
  picture: Picture | undefined;
  legend: HTMLElement;
}

/** The widest and the narrowest circle of a municipality, in CSS pixels. */
const CIRCLE = { widest: 46, narrowest: 12 };
/** The shade of an area of which the measure is not known. */
const UNKNOWN: Record<Scheme, string> = { light: '#c9c6bf', dark: '#4a5157' };
const PEOPLE = 100_000;
const LISTED = 5; // of the areas with the most

/** The words of a choice in the legend. */
function chosen(name: string): string {
  return document.querySelector<HTMLSelectElement>(`.map-legend select[name=${name}]`)?.selectedOptions[0]?.text ?? '';
}

/** How many surely died; undefined where that is not known, which is not nobody. */
function deathsOf(p: Properties): number | undefined {
  if (p.figures_unknown) return undefined;
  return p.fatalities ?? p.fatalities_low ?? (p.fatalities_high === undefined ? 0 : undefined);
}

/** The value of a measure; undefined where it is not known. */
export function valueOf(p: Properties, measure: Measure): number | undefined {
  const counted = measure.startsWith('deaths') ? deathsOf(p) : p.count;
  if (counted === undefined) return undefined;
  if (!measure.endsWith('rate')) return counted;
  return p.population ? rounded((counted * PEOPLE) / p.population) : undefined;
}

/** A measure in words, with all that it may be: 7–9 where sources differ. Only where its value is known. */
export function textOf(p: Properties, measure: Measure, number: (n: number) => string): string {
  const value = valueOf(p, measure)!;
  if (!measure.startsWith('deaths') || value === 0) return number(value);
  const scaled = (n: number | undefined): number | undefined => (n === undefined || measure === 'deaths' ? n : rounded((n * PEOPLE) / p.population!));
  return figureText({ best: scaled(p.fatalities), low: scaled(p.fatalities_low), high: scaled(p.fatalities_high) }, number);
}

/** Whether sources differ about a measure, so that its value is the least of what it may be. */
function isRange({ fatalities, fatalities_high: high }: Properties, measure: Measure): boolean {
  return measure.startsWith('deaths') && fatalities === undefined && high !== 0;
}

export function showCounts(counts: Counts, options: CountsOptions): Shown {
  const { measure, lang, say, scheme } = options;
  const values = counts.features.map(({ properties }) => valueOf(properties, measure));
  const classes = classesOf(values.filter((value) => value !== undefined));
  const kind = measure.startsWith('deaths') ? 'deaths' : 'entries';
  const colors = [...shadesFor(shades[scheme][kind], classes.length), UNKNOWN[scheme]];
  const someUnknown = values.includes(undefined);
  const most = Math.max(...values.map((value) => value ?? 0), 1);
  const names = new Intl.DisplayNames(lang, { type: 'region' });
  const nameOf = ({ id, properties }: Counts['features'][number]): string =>
    options.by === 'country' ? (names.of(id) ?? id) : (properties.name ?? '');
  const number = (n: number): string => n.toLocaleString(lang, { maximumSignificantDigits: measure.endsWith('rate') ? 3 : 21 });
  const words = { measure: chosen('measure'), by: chosen('show') };
  const said = (p: Properties): string => {
    const value = valueOf(p, measure);
    if (value === undefined) return say('density_unknown');
    return `${textOf(p, measure, number)} ${words.measure}`;
  };
  const areas = counts.features.map((feature, i): Area => {
    const value = values[i];
    return {
      geometry: feature.geometry,
      shade: value === undefined ? classes.length : classOf(value, classes),
      title: [nameOf(feature), said(feature.properties)].filter(Boolean).join(': '),
      size: Math.max(CIRCLE.narrowest, CIRCLE.widest * Math.sqrt((value ?? 0) / most)),
      press: () => options.approach(boxOf(feature.geometry)),
    };
  });
  // Where some are not known, nobody knows which have the most.
  const listed = options.by === 'hexagon' || someUnknown ? [] : counts.features
    .map((feature, i) => ({ title: `${nameOf(feature)}: ${textOf(feature.properties, measure, number)}`, value: values[i] ?? 0 }))
    .filter(({ value }) => value > 0)
    .sort((a, b) => b.value - a.value)
    .slice(0, LISTED)
    .map(({ title }) => title);
  const drawn = areas.filter(({ shade }) => shade >= 0);
  const lines = classes.map(({ from, to }, i) => ({ color: colors[i]!, text: from === to ? number(from) : `${number(from)}–${number(to)}` }));
  if (someUnknown) lines.push({ color: UNKNOWN[scheme], text: say('density_unknown') });
  const notes: string[] = [];
  if (classes.length === 0) notes.push(say('density_nothing'));
  if (counts.features.some(({ properties }, i) => (values[i] ?? 0) > 0 && isRange(properties, measure))) notes.push(say('density_least'));
  if (counts.elsewhere > 0) notes.push(say('density_elsewhere', { n: number(counts.elsewhere), all: number(counts.count) }));
  return { picture: draw(drawn, colors, options.world), legend: legendOf(`${words.by} · ${words.measure}`, lines, listed, notes) };
}

function legendOf(title: string, lines: { color: string; text: string }[], listed: string[], notes: string[]): HTMLElement {
  const make = (tag: string, className: string, ...children: (Node | string)[]): HTMLElement => {
    const element = document.createElement(tag);
    element.className = className;
    element.append(...children);
    return element;
  };
  const box = make('div', '', make('p', 'density-title', title));
  box.append(make('ul', 'density-classes', ...lines.map(({ color, text }) => {
    const swatch = make('span', '');
    swatch.style.background = color;
    return make('li', '', swatch, text);
  })));
  if (listed.length > 0) box.append(make('ol', 'density-most', ...listed.map((text) => make('li', '', text))));
  box.append(...notes.map((text) => make('p', 'note', text)));
  return box;
}

function boxOf(geometry: Geometry): [number, number, number, number] {
  const around = geometry.type === 'Point' ? 0.15 : 0; // of a municipality, in degrees
  const all = positionsOf(geometry);
  const ends = (of: (p: [number, number]) => number): [number, number] => all.reduce(([a, b], p) => [Math.min(a, of(p)), Math.max(b, of(p))] as [number, number], [Infinity, -Infinity]);
  const [west, east] = ends(([lon]) => lon);
  const [south, north] = ends(([, lat]) => lat);
  return [west - around, south - around, east + around, north + around];
}
