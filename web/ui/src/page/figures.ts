/**
 * What each source says in all, and what is newest, of what the filter leaves: the server adds it up, by its one rule.
 * Until it has, no figure of something else stands there.
 */
import type { Config, Say } from '../story/config';
import { askPage } from '../browser/fetching';
import { narrows, type Filter } from '../story/filter';
import { atVersion } from '../story/source';
import { filterWords, withWords } from '../story/url';

const PARTS = ['ledger', 'newest'];

export class Figures {
  private asking: AbortController | undefined;
  /** What the page came with; of all where it came without a filter. */
  private readonly first: Map<string, Element>;

  constructor(
    private readonly doc: Document,
    private readonly config: Config,
    private readonly say: Say,
  ) {
    this.first = new Map(PARTS.flatMap((id) => (doc.getElementById(id) ? [[id, doc.getElementById(id)!.cloneNode(true) as Element]] : [])));
  }

  /** Shows those of a filter, at a number where that is not the page's own. */
  async renew(filter: Filter, seq?: number): Promise<void> {
    this.asking?.abort();
    const { signal } = (this.asking = new AbortController());
    const { list } = this.config;
    if (!list && !narrows(filter)) {
      for (const [id, part] of this.first) this.doc.getElementById(id)?.replaceWith(part.cloneNode(true));
      return;
    }
    this.mark(true);
    try {
      // What was read before, and no layer at all, are nothing that the server knows how to ask for.
      if (!list || filter.after !== undefined || filter.layers?.length === 0) throw new Error('nobody adds these figures up');
      const page = await askPage(withWords(seq === undefined ? list : atVersion(list, seq), filterWords(filter)), signal);
      if (!signal.aborted) this.take(page);
    } catch (error) {
      if (!signal.aborted) this.apologise(narrows(filter), error);
    }
  }

  private take(page: Document): void {
    for (const id of PARTS) {
      const fresh = page.getElementById(id);
      if (fresh) this.doc.getElementById(id)?.replaceWith(this.doc.importNode(fresh, true));
    }
  }

  private apologise(narrowed: boolean, error: unknown): void {
    const note = this.doc.createElement('p');
    note.className = 'note';
    note.textContent = this.say('figures_stale');
    const ledger = this.doc.getElementById('ledger');
    if (ledger && !ledger.hidden) ledger.replaceChildren(...(ledger.querySelector('h2') ? [ledger.querySelector('h2')!] : []), note);
    const newest = this.doc.getElementById('newest');
    if (newest) newest.hidden = true;
    if (!narrowed) console.warn(error);
  }

  /** Hides the figures that are about to change, without moving anything. */
  private mark(stale: boolean): void {
    for (const id of PARTS) this.doc.getElementById(id)?.toggleAttribute('data-stale', stale);
  }
}
