/** What a page loads when somebody is about to use it, or when the story changes: most readers do without. */
// Its parts share no classes with the page, whose script has its own: what comes from there is told apart by its properties.
import { CardOpener } from './cardopener';
import { Figures } from './figures';
import { PlaceSearch } from './placesearch';
import { Player } from './play/player';
import { showScene } from './scene';
import { Steps } from './steps';
import { Updates } from './updates';

window.incidentmapLater = { CardOpener, Figures, PlaceSearch, Player, Steps, Updates, showScene };
