/** What a page loads when somebody is about to use it, as most readers never do. */
import { Figures } from './figures';
import { PlaceSearch } from './placesearch';

window.incidentmapLater = { Figures, PlaceSearch };
