/** Counts by area, which the map's script asks for when they are wanted. */
import { adopt } from './browser/adopt';
import css from './css/density.css' with { type: 'text' };
import { DensityLayer } from './density/layer';

adopt(css);
(globalThis as { incidentmapDensity?: typeof DensityLayer }).incidentmapDensity = DensityLayer;
