/** Counts by area, which the map's script asks for when they are wanted. */
import { showCounts, type ShowCounts } from './density/show';

(globalThis as { incidentmapCounts?: ShowCounts }).incidentmapCounts = showCounts;
