/** Where forms of places lie on the map. */
import * as L from './leaflet';
import type { Form } from '../incidents/model';
import { latLng } from './outlines';

export function boundsOf(form: Form): L.LatLngBounds {
  switch (form.type) {
    case 'spot':
    case 'circle':
      return latLng(form.at).toBounds(2 * form.radius);
    case 'area':
      return new L.LatLngBounds(form.polygons.flatMap((polygon) => polygon[0]!.map(latLng)));
    case 'line':
      return new L.LatLngBounds(form.lines.flatMap((line) => line.map(latLng)));
  }
}

/** Whether it is drawn by its outline or line; else it is at a point. */
export function isOutlined(form: Form): boolean {
  return form.type === 'area' || form.type === 'line';
}
