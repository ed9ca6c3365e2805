/** Loads what a page does without until somebody uses it. */
import type { Config, Say } from './config';
import type { Figures } from './figures';
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

/** Gives what adds figures up. */
export async function loadFigures(doc: Document, config: Config, say: Say): Promise<Figures> {
  const { Figures } = await load(doc, config.later!);
  return (figures ??= new Figures(doc, config, say));
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
