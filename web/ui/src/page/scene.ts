/** Shows a scene of an editor's: its view, what it narrows the story to, and the incident that it tells of. */
import type { Filter } from '../story/filter';
import type { Address } from '../story/history';
import type { IncidentLayer } from '../leaflet/incidentlayer';
import type { MapView } from '../leaflet/mapview';
import { reveal } from '../leaflet/reveal';
import { wantsStillness } from '../story/scheme';
import type { View } from '../story/url';

/** The parts of the page that a scene concerns. */
export interface SceneParts {
  address: Address;
  cards: { hide: () => void };
  incidents: IncidentLayer;
  map: MapView['map'];
  play: { changed: (time: string | undefined) => string | undefined } | undefined;
  /** Narrows the story to a filter. */
  apply: (filter: Filter) => void;
}

export function showScene({ address, cards, incidents, map, play, apply }: SceneParts, { center, zoom, bbox, filter }: View, incident: string | undefined): void {
  cards.hide();
  apply(filter);
  address.push({ filter, incident: undefined, play: play?.changed(filter.time) });
  const animate = !wantsStillness();
  if (center && zoom !== undefined) map.setView([center.lat, center.lon], zoom, { animate });
  else if (bbox) map.fitBounds([[bbox[1], bbox[0]], [bbox[3], bbox[2]]], { animate });
  incidents.setCurrent(incident);
  if (incident) reveal(map, () => incidents.markerOf(incident));
}
