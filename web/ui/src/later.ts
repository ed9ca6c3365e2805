/** What a page loads once its map stands, or when somebody is about to use it: nothing of it is on the first screen. */
// Its parts share no classes with the page, whose script has its own: what comes from there is told apart by its properties.
import { Card } from './card';
import { Figures } from './figures';
import { PlaceSearch } from './placesearch';
import { Steps } from './steps';
import { follow } from './updates';

window.incidentmapLater = { Card, Figures, PlaceSearch, Steps, follow };
