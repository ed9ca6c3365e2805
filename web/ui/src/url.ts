/** The view's state in the query string; never in the fragment, which content systems use for their own ends. Pure. */

export interface View {
  center?: { lon: number; lat: number };
  zoom?: number;
  /** West, south, east, north. */
  bbox?: [number, number, number, number];
  /** Ids of the layers that are on; undefined means all. */
  layers?: string[];
  /** The incident whose card is open. */
  incident?: string;
}

/** Reads the state; what cannot be read is as if it were not there. */
export function readView(search: string): View {
  const params = new URLSearchParams(search);
  const view: View = {};
  const center = numbers(params.get('center'), 2);
  if (center && Math.abs(center[1]!) <= 90) view.center = { lon: center[0]!, lat: center[1]! };
  const zoom = numbers(params.get('zoom'), 1);
  if (zoom) view.zoom = zoom[0]!;
  const bbox = numbers(params.get('bbox'), 4);
  if (bbox && bbox[1]! < bbox[3]!) view.bbox = bbox as View['bbox'] & {};
  if (params.has('layers')) {
    // A form without the client sends the parameter once for each layer.
    view.layers = params.getAll('layers').flatMap((list) => list.split(',')).filter(Boolean);
  }
  const incident = params.get('incident');
  if (incident) view.incident = incident;
  return view;
}

/** Writes the state over a query string, and keeps the parameters that are not its own. */
export function writeView(search: string, view: View): string {
  const params = new URLSearchParams(search);
  const set = (name: string, value: string | undefined): void => {
    params.delete(name);
    if (value !== undefined) params.set(name, value);
  };
  set('center', view.center && `${round(view.center.lon, 4)},${round(view.center.lat, 4)}`);
  set('zoom', view.zoom === undefined ? undefined : String(round(view.zoom, 2)));
  set('bbox', view.bbox?.map((v) => round(v, 4)).join(','));
  set('layers', view.layers?.join(','));
  set('incident', view.incident);
  // Commas may stand in a query; written plainly the address can be read.
  const query = params.toString().replace(/%2C/g, ',');
  return query ? `?${query}` : '';
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
