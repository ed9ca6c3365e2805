/** The story's client as a guest in another page. */
import type { Config, Say } from '../story/config';
import { beGuest, keepView } from '../leaflet/guest';
import type { MapView } from '../leaflet/mapview';
import { tellHeight } from './frame';
import { OWN } from './protocol';

export function settle(doc: Document, { map, fit }: MapView, config: Config, say: Say): void {
  beGuest(map, say('two_fingers'));
  keepView(map, fit);
  tellHeight(doc, config.story);
  offerFullScreen(doc);
  // The page that makes snippets, which is of our own server, asks where its preview is.
  doc.defaultView!.addEventListener('message', ({ source, origin, data }) => {
    if (origin !== doc.location.origin || (data as Record<string, unknown> | null)?.[OWN] !== 'view?') return;
    const { lng, lat } = map.getCenter();
    (source as Window | null)?.postMessage({ [OWN]: { center: [lng, lat], zoom: map.getZoom() } }, origin);
  });
}

/** Shows the button where the host lets the frame fill the screen. */
function offerFullScreen(doc: Document): void {
  const button = doc.getElementById('full-screen');
  if (!button || !doc.fullscreenEnabled) return;
  button.hidden = false;
  button.addEventListener('click', () => void doc.documentElement.requestFullscreen());
}
