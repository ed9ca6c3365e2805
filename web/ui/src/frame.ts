/** The client of a story's map in a frame: the same map, with the layers alone to choose from. */
import { settle } from './embed/settle';
import { layersTest } from './story/filter';
import { StoryPage } from './page/storypage';

void StoryPage.begin(document, { testsOf: layersTest, settle });
