/**
 * Keeps the page up to date while its story goes on. The lines of the list come from the
 * server, as all of them do. Neither the focus, nor the reader's place in the page, nor the
 * open card moves.
 */
import type { Config, LiveConfig, Say } from '../story/config';
import { askPage } from '../browser/fetching';
import type { List } from './list';
import type { Change } from '../story/live';
import { summaryOf } from '../story/changes';
import { atVersion, type Source } from '../story/source';

/** Of more changes than the server lists at once, the page's own parts are not patched but loaded anew. */
const MOST_LINES = 50;

export interface Parts {
  source: Source;
  list: List;
  say: Say;
  /** Whether the page has shown an incident before. */
  isKnown: (id: string) => boolean;
  /** Draws what the source has now, and says these words; ids name what changed up to a number. */
  refresh: (words: string, ids: string[], seq: number) => void;
  /** Applies the filter to a list that has changed. */
  relist: () => void;
}

export class Updates {
  constructor(
    private readonly doc: Document,
    private readonly config: Config,
    private readonly addresses: LiveConfig,
    private readonly parts: Parts,
  ) {}

  /** Takes in changes up to a number. */
  async take(changes: Change[], seq: number): Promise<void> {
    const { source, list, isKnown, say, refresh, relist } = this.parts;
    const words = summaryOf(changes, isKnown, say);
    source.change(changes, seq);
    refresh(words, changes.map(({ id }) => id), seq);
    if (!source.ids) return;
    if (this.config.embed?.filtered) {
      await this.startAnew(seq); // which of the changes it shows, the server knows
      return;
    }
    if (changes.length > MOST_LINES) {
      await this.reload(seq);
      return;
    }
    const ids = changes.map(({ id }) => id);
    const page = await askPage(atVersion(`${this.addresses.list}&ids=${ids.join(',')}`, seq));
    list.keepPlace(() => {
      list.patch(page, changes, source.ids?.() ?? []);
      this.swap(page);
      relist();
    });
  }

  /** Loads anew what there is at a number. */
  async startAnew(seq: number): Promise<void> {
    const { source, refresh, say } = this.parts;
    source.reset(seq);
    refresh(say('news_many'), [], seq);
    if (source.ids) await this.reload(seq);
  }

  /** Puts the story's page as it is now in place of what stands. */
  private async reload(seq: number): Promise<void> {
    const { list, relist } = this.parts;
    const page = await askPage(atVersion(this.config.embed ? this.addresses.list : `${this.doc.location.pathname}?lang=${this.config.lang}`, seq));
    list.keepPlace(() => {
      const fresh = page.getElementById('list');
      if (fresh) list.replace(fresh);
      this.swap(page);
      relist();
    });
  }

  /** Takes over what else of the page changes with incidents, but nothing that has the focus. */
  private swap(page: Document): void {
    for (const [id, before] of [['ledger', 'filters'], ['unplaced', 'list']] as const) {
      const here = this.doc.getElementById(id);
      const fresh = page.getElementById(id);
      if (here?.contains(this.doc.activeElement)) continue;
      const node = fresh && this.doc.importNode(fresh, true);
      if (!node) here?.remove();
      else if (here) here.replaceWith(node);
      else this.doc.getElementById(before)?.after(node);
    }
    for (const part of ['.asof', '#layers .all .count']) {
      const fresh = page.querySelectorAll(part);
      this.doc.querySelectorAll(part).forEach((old, i) => fresh[i] && old.replaceWith(this.doc.importNode(fresh[i], true)));
    }
  }
}
