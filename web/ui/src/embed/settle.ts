/** The story's client as a guest in another page. */
import type { Config, Say } from '../config';
import { beGuest, keepView } from '../leaflet/guest';
import type { MapView } from '../leaflet/mapview';
import { tellHeight } from './frame';

export function settle(doc: Document, { map, fit }: MapView, config: Config, say: Say): void {
  beGuest(map, say('two_fingers'));
  keepView(map, fit);
  tellHeight(doc, config.story);
}
