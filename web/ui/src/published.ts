/** The client of a story's page that is published as files: the same, with views of a large story from files. */
import { CardOpener } from './page/cardopener';
import { deepest } from './basemap/coverage';
import { carryState } from './story/carry';
import { Figures } from './page/figures';
import { testsOf } from './story/filter';
import { SearchArea } from './leaflet/searcharea';
import { renewFigures } from './page/loader';
import { PlaceSearch } from './page/placesearch';
import { offerPlay } from './page/playoffer';
import { Player } from './play/player';
import { StaticViewSource } from './story/staticviews';
import { showScene } from './page/scene';
import { Steps } from './page/steps';
import { StoryPage } from './page/storypage';
import { Timeline } from './page/timeline';

window.incidentmapLater = { CardOpener, Figures, PlaceSearch, Player, Steps, showScene }; // the script of a published page is all there is

void StoryPage.begin(document, { testsOf, SearchArea, renewFigures, carryState, offerPlay, Timeline, StaticViewSource, deepest });
