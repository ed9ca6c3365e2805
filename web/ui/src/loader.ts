/** Loads what a page does without until somebody uses it. */
import type { Config, Say } from './config';
import type { Figures } from './figures';
import type { Filter } from './filter';
import type { PlaceSearch } from './placesearch';

export interface Later {
  Figures: typeof Figures;
  PlaceSearch: typeof PlaceSearch;
}

declare global {
  interface Window {
    incidentmapLater?: Later;
  }
}

let loading: Promise<Later> | undefined;

function load(doc: Document, address: string): Promise<Later> {
  return (loading ??= new Promise((done, fail) => {
    const script = doc.createElement('script');
    script.src = address;
    script.onload = () => done(window.incidentmapLater!);
    script.onerror = () => {
      loading = undefined; // the next who needs it tries again
      fail(new Error(address));
    };
    doc.head.append(script);
  }));
}

let figures: Figures | undefined;

/** Has the figures added up anew for a filter; until they are, none of something else stand there. */
export function renewFigures(doc: Document, config: Config, say: Say, filter: Filter, seen?: number): void {
  doc.querySelectorAll('#ledger, #newest').forEach((part) => part.toggleAttribute('data-stale', true));
  const begin = ({ Figures }: Later): Promise<void> => (figures ??= new Figures(doc, config, say)).renew(filter, seen);
  (window.incidentmapLater ? begin(window.incidentmapLater) : load(doc, config.later!).then(begin)).catch(console.warn);
}

/** Offers the search for places where the server looks them up; begin makes it. */
export function offerPlaces(doc: Document, { places, later }: Config, begin: (Search: typeof PlaceSearch) => void): void {
  const words = doc.querySelector<HTMLInputElement>('#words');
  const near = doc.querySelector<HTMLButtonElement>('button#near');
  if (!places || !words || !near) return;
  near.hidden = false;
  const first = async ({ currentTarget: by }: Event): Promise<void> => {
    words.removeEventListener('input', first);
    near.removeEventListener('click', first);
    begin((await load(doc, later!)).PlaceSearch);
    if (by === near) near.click();
    else words.dispatchEvent(new Event('input'));
  };
  words.addEventListener('input', first);
  near.addEventListener('click', first);
}
