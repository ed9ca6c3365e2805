/** The client of a story's page: adds the map to a page that is complete without it. */
import { readConfig } from './config';
import { StoryPage } from './storypage';

void StoryPage.open(document, readConfig(document));
