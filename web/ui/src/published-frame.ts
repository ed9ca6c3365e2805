/** The client of a map in a frame that is published as files. */
import { readConfig } from './config';
import { settle } from './embed/settle';
import { layersTest } from './filter';
import { StaticViewSource } from './staticviews';
import { StoryPage } from './storypage';

void StoryPage.open(document, readConfig(document), { testsOf: layersTest, settle, StaticViewSource });
