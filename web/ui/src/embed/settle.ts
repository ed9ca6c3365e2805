/** The story's client as a guest in another page. */
import type { Config, EmbedConfig, Say } from '../config';
import type * as L from '../leaflet/leaflet';
import { beGuest, keepView } from '../leaflet/guest';
import { boxOf, setView } from '../leaflet/mapview';
import { tellHeight } from './frame';

export function settle(doc: Document, map: L.Map, config: Config, say: Say): void {
  const view = config.embed!.view;
  beGuest(map, say('two_fingers'));
  keepView(map, () => setView(map, view, boxOf(config.bbox)));
  tellHeight(doc, config.story);
}

/** The address of an incident's page as of the state that is shown. */
export function asOf(href: string, embed: EmbedConfig | undefined): string {
  if (!embed?.asOf) return href;
  const url = new URL(href);
  url.searchParams.set('as_of', embed.asOf);
  return url.href;
}
