/** The client of a map in a frame that is published as files. */
import { CardOpener } from './page/cardopener';
import { deepest } from './basemap/coverage';
import { settle } from './embed/settle';
import { layersTest } from './story/filter';
import { StaticViewSource } from './story/staticviews';
import { showScene } from './page/scene';
import { Steps } from './page/steps';
import { StoryPage } from './page/storypage';

window.incidentmapLater = { CardOpener, Steps, showScene }; // the script of a published frame is all there is

void StoryPage.begin(document, { testsOf: layersTest, settle, StaticViewSource, deepest });
