/** The locator, which the map's script asks for once all else is there. */
import { adopt } from './browser/adopt';
import css from './css/locator.css' with { type: 'text' };
import { locate, type Locate } from './locator/locator';

adopt(css);
(globalThis as { incidentmapLocate?: Locate }).incidentmapLocate = locate;
