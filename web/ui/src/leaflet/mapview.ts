/** The map itself: basemap, names, controls. */
import * as L from './leaflet';
import type { Config, Say } from '../story/config';
import { paintTile } from '../basemap/paint';
import { fontFamily, palettes, type Scheme } from '../basemap/style';
import type { Label } from '../basemap/labels';
import type { deepest } from '../basemap/coverage';
import { TileSource } from '../basemap/source';
import { loadScript } from '../browser/loadscript';
import type { Locate } from '../locator/locator';
import { rest, restIfDue } from '../browser/rest';
import { readStill, showsBox } from '../incidents/still';
import type { View } from '../story/url';
import { Attribution } from './attribution';
import { BasemapLayer } from './basemaplayer';
import { LabelLayer } from './labellayer';
import { MoveControl } from './movecontrol';
import { StillLayer } from './stilllayer';
import { ZoomControl } from './zoomcontrol';

const MIN_ZOOM = 0;
const MAX_ZOOM = 14;
/** The zoom from which on an archive has streets, which the first paint does not. */
const STREETS = 10;
/** The room that the controls take at the left, in CSS pixels. */
const CONTROLS: L.PointTuple = [52, 0];

/** How the map behaves, by what the reader wants and has. */
export interface Manner {
  scheme: Scheme;
  /** No animation of any kind. */
  still: boolean;
  /** The wheel zooms; elsewhere it scrolls the page. */
  wheel: boolean;
  /** Finds the last zoom there is of a tile, for maps that are published as files. */
  deepest?: typeof deepest | undefined;
}

export interface MapView {
  map: L.Map;
  labels: LabelLayer;
  setScheme: (scheme: Scheme) => void;
  /** Holds once the basemap of the first view is there, or failed. */
  drawn: Promise<void>;
  /** Shows the first view. */
  fit: () => void;
  /** Takes the first paint away, as all of it is on the map now. */
  takeOver: () => void;
}

/** What the map needs to know of the page. */
export type MapConfig = Pick<Config, 'bbox' | 'lang' | 'basemap' | 'locator'>;

/** Makes the map, in turns with the browser. */
export async function createMap(element: HTMLElement, config: MapConfig, view: View, manner: Manner, say: Say): Promise<MapView> {
  const map = new L.Map(element, {
    minZoom: MIN_ZOOM,
    maxZoom: config.basemap.nearest ?? MAX_ZOOM,
    zoomControl: false,
    worldCopyJump: true,
    scrollWheelZoom: manner.wheel,
    zoomAnimation: !manner.still,
    fadeAnimation: false,
    markerZoomAnimation: !manner.still,
    inertia: !manner.still,
    zoomSnap: 0, // the first view is as near as its box allows, and stays so when it is moved
    maxBounds: [
      [-85, -Infinity],
      [85, Infinity],
    ],
  });
  await restIfDue();
  new Attribution(config.basemap.attribution).addTo(map);
  const box = boxOf(config.bbox);
  new ZoomControl(say).addTo(map);
  new MoveControl(box, manner.still, say).addTo(map);
  await restIfDue();
  const picture = element.querySelector<HTMLImageElement>('img.still');
  const still = readStill(picture?.src);
  const fit = (): void => {
    if (view.center && view.zoom !== undefined) map.setView([view.center.lat, view.center.lon], view.zoom);
    else if (still && (!view.bbox || showsBox(still, view.bbox))) StillLayer.fit(map, still);
    else map.fitBounds(view.bbox ? boxOf(view.bbox) : box, { animate: false, paddingTopLeft: CONTROLS });
  };
  await restIfDue();
  fit();
  await restIfDue();

  const source = new TileSource(config.basemap.url, config.lang);
  const basemap = new BasemapLayer(source, config.basemap, manner.scheme, manner.deepest);
  const first = still && new StillLayer(map, still);
  const names = (zoom: number): Label[] => (map.hasLayer(basemap) ? basemap.labels(zoom) : (first?.labels(zoom) ?? []));
  await restIfDue();
  const labels = new LabelLayer(map, basemap, names, manner.scheme);
  const holds = (): boolean => first?.holds() === true && !(config.basemap.nearest && map.getZoom() >= STREETS);
  const own = { move: false };
  const drawn = startTiles(map, basemap, first, holds, own);
  const refit = (): void => {
    own.move = true;
    fit();
    own.move = false;
    if (first && !holds() && map.getSize().x > 0) basemap.addTo(map);
  };
  let shownScheme = manner.scheme;
  const setScheme = (scheme: Scheme): void => {
    shownScheme = scheme;
    basemap.setScheme(scheme);
    labels.setScheme(scheme);
  };
  const takeOver = (): void => {
    picture?.remove();
    const { x: width, y: height } = map.getSize();
    if (!config.locator || width < LOCATOR.width || height < LOCATOR.height) return;
    const parts = { map, source, paint: paintTile, palette: () => palettes[shownScheme], font: fontFamily, lastZoom: config.basemap.coverage?.world };
    void loadScript<Locate>(config.locator, 'incidentmapLocate').then((locate) => locate(parts));
  };
  return { map, labels, setScheme, drawn, fit: refit, takeOver };
}

/** The narrowest and the lowest map that has room for a locator, in CSS pixels. */
const LOCATOR = { width: 560, height: 380 };

/**
 * Adds the tiles once the reader moves the map: until then the first paint is the basemap, and nothing
 * is asked for. Without it, and for a view that it does not hold, they are wanted at once; a map that starts hidden
 * has no view until it is seen. A move of our own is none of the reader's.
 */
function startTiles(map: L.Map, basemap: BasemapLayer, first: StillLayer | undefined, holds: () => boolean, own: { move: boolean }): Promise<void> {
  const loaded = new Promise<void>((done) => basemap.once('load', () => done()));
  const start = (): void => {
    if (!first || !holds()) {
      basemap.addTo(map);
      first?.drop();
      return;
    }
    const begin = (): void => {
      if (own.move) return;
      map.off('zoomstart movestart', begin);
      basemap.addTo(map);
    };
    map.on('zoomstart movestart', begin);
    void loaded.then(() => first.remove());
  };
  const seen = first && holds() ? first.drawn : loaded;
  const { x: width, y: height } = map.getSize();
  if (width > 0 && height > 0) start();
  else map.once('resize', () => void rest().then(start)); // once the view is that of its new size
  return seen;
}

function boxOf([west, south, east, north]: [number, number, number, number]): L.LatLngBounds {
  return new L.LatLngBounds([south, west], [north, east]);
}
