/** What counts by area need of Leaflet, which their own script does not bring along. */
import * as L from './leaflet';
import type { Parts } from '../density/layer';
import type { Legend } from './legend';

export function densityParts(map: L.Map, legend: Legend): Pick<Parts, 'map' | 'overlay' | 'tell' | 'approach'> {
  const boundsOf = ([west, south, east, north]: [number, number, number, number]): L.LatLngBounds => new L.LatLngBounds([south, west], [north, east]);
  return {
    map,
    overlay: (element, box) => new L.SVGOverlay(element, boundsOf(box)).addTo(map),
    tell: (scale) => legend.tell('density', scale),
    approach: (box) => void map.fitBounds(boundsOf(box), { padding: [24, 24] }),
  };
}
