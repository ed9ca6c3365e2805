/** The client of a story's page: adds the map to a page that is complete without it. */
import { carryState } from './story/carry';
import { testsOf } from './story/filter';
import { SearchArea } from './leaflet/searcharea';
import { offerPlaces, renewFigures } from './page/loader';
import { offerPlay } from './page/playoffer';
import { StoryPage } from './page/storypage';
import { Timeline } from './page/timeline';

void StoryPage.begin(document, { testsOf, SearchArea, renewFigures, carryState, offerPlaces, offerPlay, Timeline });
