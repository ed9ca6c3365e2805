/** Counts by area, which the map's script asks for when they are wanted. */
import { DensityLayer } from './density/layer';

(globalThis as { incidentmapDensity?: typeof DensityLayer }).incidentmapDensity = DensityLayer;
