/** The client of a story's page: adds the map to a page that is complete without it. */
import { readConfig } from './config';
import { carryState } from './carry';
import { Figures } from './figures';
import { testsOf } from './filter';
import { SearchArea } from './leaflet/searcharea';
import { PlaceSearch } from './placesearch';
import { StoryPage } from './storypage';
import { Timeline } from './timeline';

void StoryPage.open(document, readConfig(document), { testsOf, SearchArea, Figures, carryState, PlaceSearch, Timeline });
