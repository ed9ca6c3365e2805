/** Loads what a view wants: the newest request wins, and requests that follow each other fast are one. */
import type { FeatureCollection } from '../incidents/features';
import type { Source, Wanted } from './source';

const PAUSE_MS = 120; // of a map that is being moved

export class Loading {
  private asked: AbortController | undefined;
  private wanted: Wanted | undefined;

  constructor(
    private readonly source: Pick<Source, 'load'>,
    private readonly take: (collection: FeatureCollection) => void,
    private readonly failed: () => void,
  ) {}

  async load(wanted: Wanted): Promise<void> {
    const first = this.wanted === undefined;
    this.wanted = wanted;
    this.asked?.abort();
    const { signal } = (this.asked = new AbortController());
    try {
      if (!first) await pause(PAUSE_MS);
      if (signal.aborted) return;
      const collection = await this.source.load(wanted, signal);
      if (!signal.aborted) this.take(collection);
    } catch (error) {
      if (signal.aborted) return;
      console.error(error);
      this.wanted = undefined;
      this.failed();
    }
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}
