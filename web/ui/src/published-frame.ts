/** The client of a map in a frame that is published as files. */
import { CardOpener } from './cardopener';
import { deepest } from './basemap/coverage';
import { readConfig } from './config';
import { settle } from './embed/settle';
import { layersTest } from './filter';
import { StaticViewSource } from './staticviews';
import { showScene } from './scene';
import { Steps } from './steps';
import { StoryPage } from './storypage';

window.incidentmapLater = { CardOpener, Steps, showScene }; // the script of a published frame is all there is

void StoryPage.open(document, readConfig(document), { testsOf: layersTest, settle, StaticViewSource, deepest });
