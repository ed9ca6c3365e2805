/** The client of a story's page that is published as files: the same, with views of a large story from files. */
import { CardOpener } from './cardopener';
import { deepest } from './basemap/coverage';
import { readConfig } from './config';
import { carryState } from './carry';
import { Figures } from './figures';
import { testsOf } from './filter';
import { SearchArea } from './leaflet/searcharea';
import { renewFigures } from './loader';
import { PlaceSearch } from './placesearch';
import { offerPlay } from './play/offer';
import { Player } from './play/player';
import { StaticViewSource } from './staticviews';
import { showScene } from './scene';
import { Steps } from './steps';
import { StoryPage } from './storypage';
import { Timeline } from './timeline';

window.incidentmapLater = { CardOpener, Figures, PlaceSearch, Player, Steps, showScene }; // the script of a published page is all there is

void StoryPage.open(document, readConfig(document), { testsOf, SearchArea, renewFigures, carryState, offerPlay, Timeline, StaticViewSource, deepest });
