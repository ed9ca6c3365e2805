/** The locator, which the map's script asks for once all else is there. */
import { locate, type Locate } from './locator/locator';

(globalThis as { incidentmapLocate?: Locate }).incidentmapLocate = locate;
