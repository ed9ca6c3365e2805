/** The client of a story's page: adds the map to a page that is complete without it. */
import { readConfig } from './config';
import { StoryPage } from './storypage';

new StoryPage(document, readConfig(document)).start();
