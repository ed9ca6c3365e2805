/** The client of a story's page: adds the map to a page that is complete without it. */
import { carryState } from './carry';
import { readConfig } from './config';
import { testsOf } from './filter';
import { SearchArea } from './leaflet/searcharea';
import { offerPlaces, renewFigures } from './loader';
import { offerPlay } from './play/offer';
import { StoryPage } from './storypage';
import { Timeline } from './timeline';

void StoryPage.open(document, readConfig(document), { testsOf, SearchArea, renewFigures, carryState, offerPlaces, offerPlay, Timeline });
