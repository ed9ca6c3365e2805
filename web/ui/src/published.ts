/** The client of a story's page that is published as files: the same, with views of a large story from files. */
import { Card } from './card';
import { deepest } from './basemap/coverage';
import { readConfig } from './config';
import { carryState } from './carry';
import { Figures } from './figures';
import { testsOf } from './filter';
import { SearchArea } from './leaflet/searcharea';
import { renewFigures } from './loader';
import { PlaceSearch } from './placesearch';
import { StaticViewSource } from './staticviews';
import { Steps } from './steps';
import { StoryPage } from './storypage';
import { Timeline } from './timeline';

window.incidentmapLater = { Card, Figures, PlaceSearch, Steps }; // the script of a published page is all there is

void StoryPage.open(document, readConfig(document), { testsOf, SearchArea, renewFigures, carryState, Timeline, StaticViewSource, deepest });
