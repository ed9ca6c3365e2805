/** The client of a story's page that is published as files: the same, with views of a large story from files. */
import { readConfig, type Config, type Say } from './config';
import { carryState } from './carry';
import { Figures } from './figures';
import { testsOf } from './filter';
import { SearchArea } from './leaflet/searcharea';
import { StaticViewSource } from './staticviews';
import { StoryPage } from './storypage';
import { Timeline } from './timeline';

let figures: Figures | undefined;
/** The script of a published page is all there is. */
const loadFigures = (doc: Document, config: Config, say: Say): Promise<Figures> => Promise.resolve((figures ??= new Figures(doc, config, say)));

void StoryPage.open(document, readConfig(document), { testsOf, SearchArea, loadFigures, carryState, Timeline, StaticViewSource });
