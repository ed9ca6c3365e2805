/** What changes mean for the reader: how many are new, and where each belongs. Pure. */
import type { Say } from './config';
import { isGathered, type Feature, type FeatureCollection } from '../incidents/features';
import type { Change } from './live';

/** Says what came: "2 new, 1 corrected"; nothing where the reader has seen nothing of what came. */
export function summaryOf(changes: Change[], isKnown: (id: string) => boolean, say: Say): string {
  const n = { added: 0, updated: 0, corrected: 0, gone: 0 };
  for (const { id, feature, gone } of changes) {
    const known = isKnown(id);
    const p = feature?.properties;
    if (gone) n.gone += Number(known);
    else if (!known && p?.published === p?.updated) n.added++;
    else if (p?.disposition === 'active') n.updated++;
    else n.corrected++;
  }
  const words = [
    n.added && say('news_new', { n: n.added }),
    n.updated && say('news_updated', { n: n.updated }),
    n.corrected && say('news_corrected', { n: n.corrected }),
    n.gone && say('news_gone', { n: n.gone }),
  ];
  return words.filter(Boolean).join(', ');
}

/** Puts changes into a collection: what changed in place of what was, what is new where it is read. */
export function withChanges(collection: FeatureCollection, changes: Iterable<Change>): FeatureCollection {
  const changed = new Map([...changes].map((change) => [change.id, change]));
  const features = collection.features.filter(({ id }) => !changed.has(id));
  for (const { feature } of changed.values()) if (feature) features.push(feature);
  return { ...collection, features: features.sort(inReadingOrder) };
}

const CLASSES = ['incident', 'disruption', 'advisory', 'aggregate', 'background'];

/** As the server lists them: by class, then by start, the newest first and unknown ones last, then by id. */
function inReadingOrder(a: FeatureCollection['features'][number], b: FeatureCollection['features'][number]): number {
  if (isGathered(a) || isGathered(b)) return 0;
  return classOf(a) - classOf(b) || startOf(b) - startOf(a) || (a.id < b.id ? -1 : Number(a.id > b.id));
}

function classOf({ properties }: Feature): number {
  return CLASSES.indexOf(properties.class);
}

function startOf({ properties }: Feature): number {
  return properties.start ? Date.parse(properties.start) : -Number.MAX_VALUE;
}
