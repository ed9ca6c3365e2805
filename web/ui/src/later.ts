/** What a page loads when somebody is about to use it, or when the story changes: most readers do without. */
// Its parts share no classes with the page, whose script has its own: what comes from there is told apart by its properties.
import { CardOpener } from './page/cardopener';
import { Figures } from './page/figures';
import { PlaceSearch } from './page/placesearch';
import { Player } from './play/player';
import { showScene } from './page/scene';
import { Steps } from './page/steps';
import { Updates } from './page/updates';

window.incidentmapLater = { CardOpener, Figures, PlaceSearch, Player, Steps, Updates, showScene };
