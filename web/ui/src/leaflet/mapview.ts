/** The map itself: basemap, names, controls. */
import * as L from './leaflet';
import type { Config, Say } from '../config';
import type { Scheme } from '../basemap/style';
import { TileSource } from '../basemap/source';
import type { View } from '../url';
import { BasemapLayer } from './basemaplayer';
import { LabelLayer } from './labellayer';
import { MoveControl } from './movecontrol';

const MIN_ZOOM = 2;
const MAX_ZOOM = 14;
/** The room that the controls take at the left, in CSS pixels. */
const CONTROLS: L.PointTuple = [52, 0];

/** How the map behaves, by what the reader wants and has. */
export interface Manner {
  scheme: Scheme;
  /** No animation of any kind. */
  still: boolean;
  /** The wheel zooms; elsewhere it scrolls the page. */
  wheel: boolean;
}

export interface MapView {
  map: L.Map;
  labels: LabelLayer;
  setScheme: (scheme: Scheme) => void;
  /** Holds once the tiles of the first view have come or failed. */
  drawn: Promise<void>;
}

export function createMap(element: HTMLElement, config: Config, view: View, manner: Manner, say: Say): MapView {
  const map = new L.Map(element, {
    minZoom: MIN_ZOOM,
    maxZoom: MAX_ZOOM,
    zoomControl: false,
    worldCopyJump: true,
    scrollWheelZoom: manner.wheel,
    zoomAnimation: !manner.still,
    fadeAnimation: false,
    markerZoomAnimation: !manner.still,
    inertia: !manner.still,
    zoomSnap: 0.25,
    maxBounds: [
      [-85, -Infinity],
      [85, Infinity],
    ],
  });
  map.attributionControl.setPrefix(false);
  const box = boxOf(config.bbox);
  new L.Zoom({ zoomInTitle: say('zoom_in'), zoomOutTitle: say('zoom_out') }).addTo(map);
  new MoveControl(box, manner.still, say).addTo(map);
  setView(map, view, box);

  const source = new TileSource(config.basemap.url, config.lang);
  const basemap = new BasemapLayer(source, config.basemap, manner.scheme);
  const drawn = new Promise<void>((done) => basemap.once('load', () => done()));
  const labels = new LabelLayer(map, basemap, manner.scheme);
  basemap.addTo(map);
  const setScheme = (scheme: Scheme): void => {
    basemap.setScheme(scheme);
    labels.setScheme(scheme);
  };
  return { map, labels, setScheme, drawn };
}

function boxOf([west, south, east, north]: [number, number, number, number]): L.LatLngBounds {
  return new L.LatLngBounds([south, west], [north, east]);
}

function setView(map: L.Map, view: View, box: L.LatLngBounds): void {
  if (view.center && view.zoom !== undefined) map.setView([view.center.lat, view.center.lon], view.zoom);
  else map.fitBounds(view.bbox ? boxOf(view.bbox) : box, { animate: false, paddingTopLeft: CONTROLS });
}
