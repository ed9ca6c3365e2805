/** The view's state in the query string; never in the fragment, which content systems use for their own ends. Pure. */

import { readChoice, type Choice } from './choice';
import { TRAIT_GROUPS, TRAITS, type Filter } from './filter';
import type { BBox } from '../incidents/inside';

export interface View extends Choice {
  center?: { lon: number; lat: number };
  zoom?: number;
  /** West, south, east, north. */
  bbox?: BBox;
  filter: Filter;
  /** The incident whose card is open. */
  incident?: string;
  /** The interval that is played, of which the filter's time is a part. */
  play?: string;
  /** The number of the newest change that the reader has seen. */
  seen?: number;
}

/** The words of the filter that are lists, which the form's inputs are called after, and the group that each is of. */
export const LISTS = { layers: 'layers', ...TRAITS } as const;

/** The form of the name of a column of the story. */
const COLUMN = /^x(_[a-z0-9]+)+$/;

/** Reads the state; what cannot be read is as if it were not there. */
export function readView(search: string): View {
  const params = new URLSearchParams(search);
  const view: View = { filter: {}, ...readChoice((name) => params.get(name)) };
  const center = numbers(params.get('center'), 2);
  if (center && Math.abs(center[1]!) <= 90) view.center = { lon: center[0]!, lat: center[1]! };
  const zoom = numbers(params.get('zoom'), 1);
  if (zoom) view.zoom = zoom[0]!;
  const bbox = boxOf(params.get('bbox'));
  if (bbox) view.bbox = bbox;
  for (const [name, group] of Object.entries(LISTS)) {
    // A form without the client sends the parameter once for each choice.
    const list = params.getAll(name).flatMap((some) => some.split(',')).filter(Boolean);
    if (list.length > 0 || (group === 'layers' && params.has(name))) view.filter[group] = list;
  }
  const columns: Record<string, string[]> = {};
  for (const name of new Set(params.keys())) {
    const values = params.getAll(name).filter(Boolean);
    if (COLUMN.test(name) && values.length > 0) columns[name] = values;
  }
  if (Object.keys(columns).length > 0) view.filter.columns = columns;
  view.filter.words = params.get('q')?.trim() || undefined;
  view.filter.time = params.get('datetime') || undefined;
  view.filter.within = boxOf(params.get('within'));
  const incident = params.get('incident');
  if (incident) view.incident = incident;
  const play = params.get('play');
  if (play) view.play = play;
  const seen = numbers(params.get('seen'), 1);
  if (seen) view.seen = seen[0]!;
  return view;
}

/** Writes the state over a query string, and keeps the parameters that are not its own. */
export function writeView(search: string, view: View): string {
  const params = new URLSearchParams(search);
  const set = (name: string, value: string | undefined): void => {
    params.delete(name);
    if (value !== undefined) params.set(name, value);
  };
  const { filter } = view;
  set('center', view.center && `${round(view.center.lon, 4)},${round(view.center.lat, 4)}`);
  set('zoom', view.zoom === undefined ? undefined : String(round(view.zoom, 2)));
  set('bbox', boxText(view.bbox));
  for (const [name, group] of Object.entries(LISTS)) set(name, filter[group]?.join(','));
  writeColumns(params, filter);
  set('q', filter.words);
  set('datetime', filter.time);
  set('from', undefined); // of the form without the client
  set('to', undefined);
  set('within', boxText(filter.within));
  set('show', view.show);
  set('measure', view.measure);
  set('size', view.size);
  set('incident', view.incident);
  set('play', view.play);
  set('seen', view.seen === undefined ? undefined : String(view.seen));
  // Commas, colons and slashes may stand in a query; written plainly the address can be read.
  const query = params.toString().replace(/%2C/g, ',').replace(/%3A/g, ':').replace(/%2F/g, '/');
  return query ? `?${query}` : '';
}

/** Writes what is wanted of columns; a comma is part of a value, and so each value has a parameter of its own. */
function writeColumns(params: URLSearchParams, filter: Filter): void {
  for (const name of [...params.keys()]) if (COLUMN.test(name)) params.delete(name);
  for (const [name, value] of columnWords(filter)) params.append(name, value);
}

function columnWords({ columns }: Filter): [string, string][] {
  return Object.entries(columns ?? {}).flatMap(([name, values]) => values.map((value): [string, string] => [name, value]));
}

/** The filter in the words of addresses for lists and files: bbox is the box to which the reader keeps. */
export function filterWords(filter: Filter): [string, string | undefined][] {
  const { within, layers, words, time } = filter;
  return [
    ['bbox', within?.join(',')],
    ['layer', layers?.join(',')],
    ...TRAIT_GROUPS.map(([word, group]): [string, string | undefined] => [word, filter[group]?.join(',')]),
    ['q', words],
    ['datetime', time],
    ...columnWords(filter),
  ];
}

/** An address with a filter's words in place of those that it has; commas stay plain. */
export function withWords(address: string, words: [string, string | undefined][]): string {
  const url = new URL(address, 'http://host');
  for (const name of [...url.searchParams.keys()]) if (COLUMN.test(name)) url.searchParams.delete(name);
  for (const [name] of words) url.searchParams.delete(name);
  for (const [name, value] of words) if (value) url.searchParams.append(name, value);
  return (url.pathname + url.search).replace(/%2C/g, ',');
}

function boxOf(text: string | null): BBox | undefined {
  const box = numbers(text, 4);
  return box && box[1]! < box[3]! ? (box as BBox) : undefined;
}

function boxText(box: BBox | undefined): string | undefined {
  return box?.map((v) => round(v, 4)).join(',');
}

function round(value: number, decimals: number): number {
  const scale = 10 ** decimals;
  return Math.round(value * scale) / scale;
}

/** Reads a comma list of exactly count finite numbers. */
function numbers(text: string | null, count: number): number[] | undefined {
  const parts = text?.split(',') ?? [];
  const values = parts.map((part) => (part.trim() === '' ? NaN : Number(part)));
  return values.length === count && values.every(Number.isFinite) ? values : undefined;
}
