/**
 * Leaflet, in the parts that the map is made of: taken from its sources one by one, as
 * its ready-made bundle cannot be thinned and is a quarter larger. Only this file and renderer.ts name
 * the package, and only this folder imports this file.
 */
import 'leaflet/src/map/handler/Map.DoubleClickZoom.js';
import 'leaflet/src/map/handler/Map.Drag.js';
import 'leaflet/src/map/handler/Map.Keyboard.js';
import 'leaflet/src/map/handler/Map.ScrollWheelZoom.js';
import 'leaflet/src/map/handler/Map.TouchZoom.js';
import './renderer';

export { Control } from 'leaflet/src/control/Control.js';
export { disableClickPropagation } from 'leaflet/src/dom/DomEvent.js';
export { LatLng } from 'leaflet/src/geo/LatLng.js';
export { LatLngBounds } from 'leaflet/src/geo/LatLngBounds.js';
export { Bounds } from 'leaflet/src/geometry/Bounds.js';
export { Point } from 'leaflet/src/geometry/Point.js';
export { LayerGroup } from 'leaflet/src/layer/LayerGroup.js';
export { DivIcon } from 'leaflet/src/layer/marker/DivIcon.js';
export { Marker } from 'leaflet/src/layer/marker/Marker.js';
export { SVGOverlay } from 'leaflet/src/layer/SVGOverlay.js';
export { GridLayer } from 'leaflet/src/layer/tile/GridLayer.js';
export { Circle } from 'leaflet/src/layer/vector/Circle.js';
export { CircleMarker } from 'leaflet/src/layer/vector/CircleMarker.js';
export { Polygon } from 'leaflet/src/layer/vector/Polygon.js';
export { Polyline } from 'leaflet/src/layer/vector/Polyline.js';
export { Map } from 'leaflet/src/map/Map.js';
export type { Coords, DoneCallback, Path, PathOptions, PointTuple, TileEvent } from 'leaflet';
