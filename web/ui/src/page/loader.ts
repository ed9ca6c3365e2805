/** Loads what a page does without until somebody uses it, or until the story changes. */
import type { CardOpener } from './cardopener';
import type { Config, Say } from '../story/config';
import type { Figures } from './figures';
import type { Filter } from '../story/filter';
import { loadScript } from '../browser/loadscript';
import type { PlaceSearch } from './placesearch';
import type { Player } from '../play/player';
import type { showScene } from './scene';
import type { Steps } from './steps';
import type { Updates } from './updates';

/** What is loaded; a page that is published as files follows nothing, and a frame of one searches nothing. */
export interface Later {
  CardOpener: typeof CardOpener;
  Figures?: typeof Figures;
  PlaceSearch?: typeof PlaceSearch;
  Player?: typeof Player;
  Steps: typeof Steps;
  showScene: typeof showScene;
  Updates?: typeof Updates;
}

declare global {
  interface Window {
    incidentmapLater?: Later;
  }
}

/** Gives what is loaded later, from the page's own script where it is in there. */
export function loadLater({ later }: Config): Promise<Later> {
  return window.incidentmapLater ? Promise.resolve(window.incidentmapLater) : loadScript<Later>(later!, 'incidentmapLater');
}

let figures: Figures | undefined;

/** Has the figures added up anew for a filter; until they are, none of something else stand there. */
export function renewFigures(doc: Document, config: Config, say: Say, filter: Filter, seen?: number): void {
  doc.querySelectorAll('#ledger, #newest').forEach((part) => part.toggleAttribute('data-stale', true));
  loadLater(config)
    .then(({ Figures }) => (figures ??= Figures && new Figures(doc, config, say))?.renew(filter, seen))
    .catch(console.warn);
}

/** Offers the search for places where the server looks them up; begin makes it. */
export function offerPlaces(doc: Document, config: Config, begin: (Search: typeof PlaceSearch) => void): void {
  const words = doc.querySelector<HTMLInputElement>('#words');
  const near = doc.querySelector<HTMLButtonElement>('button#near');
  if (!config.places || !words || !near) return;
  near.hidden = false;
  const first = async ({ currentTarget: by }: Event): Promise<void> => {
    words.removeEventListener('input', first);
    near.removeEventListener('click', first);
    const { PlaceSearch } = await loadLater(config);
    if (PlaceSearch) begin(PlaceSearch);
    if (by === near) near.click();
    else words.dispatchEvent(new Event('input'));
  };
  words.addEventListener('input', first);
  near.addEventListener('click', first);
}
