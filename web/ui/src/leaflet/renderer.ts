/**
 * Paths are drawn as SVG, one drawing a pane. Leaflet's own choice of a renderer brings its canvas along,
 * which nothing here uses.
 */
import type { Layer, Map as LeafletMap, Renderer } from 'leaflet';
import { SVG } from 'leaflet/src/layer/vector/SVG.js';
import { Map } from 'leaflet/src/map/Map.js';

const drawings = new WeakMap<LeafletMap, Record<string, Renderer>>();

Map.include({
  /** The drawing that holds a path, by the contract of Leaflet's Path.beforeAdd. */
  getRenderer(this: LeafletMap, { options }: Layer): Renderer {
    const pane = options.pane ?? 'overlayPane';
    const own = drawings.get(this) ?? {};
    drawings.set(this, own);
    const drawing = (own[pane] ??= new SVG({ pane }));
    if (!this.hasLayer(drawing)) this.addLayer(drawing);
    return drawing;
  },
});
