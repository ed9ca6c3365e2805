/** Where forms of places lie on the map. */
import * as L from './leaflet';
import type { Position } from '../incidents/features';
import { bounds } from '../incidents/interior';
import type { Form } from '../incidents/model';

/** What was found, as forms have many corners and are asked at each move. */
const known = new WeakMap<Form, L.LatLngBounds>();

export function boundsOf(form: Form): L.LatLngBounds {
  let box = known.get(form);
  if (!box) known.set(form, (box = findBounds(form)));
  return box;
}

function findBounds(form: Form): L.LatLngBounds {
  if (form.type === 'spot' || form.type === 'circle') return latLng(form.at).toBounds(2 * form.radius);
  const [west, south, east, north] = bounds(form.type === 'area' ? form.polygons.flatMap(([outer]) => outer ?? []) : form.lines.flat());
  return new L.LatLngBounds([south, west], [north, east]);
}

export function latLng([lon, lat]: Position): L.LatLng {
  return new L.LatLng(lat, lon);
}

/** Whether it is drawn by its outline or line; else it is at a point. */
export function isOutlined(form: Form): boolean {
  return form.type === 'area' || form.type === 'line';
}
