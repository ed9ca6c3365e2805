/**
 * Keeps the page up to date while its story goes on. The lines of the list come from the
 * server, as all of them do. Neither the focus, nor the reader's place in the page, nor the
 * open card moves.
 */
import type { Config, LiveConfig, Say } from './config';
import { askPage } from './fetching';
import type { List } from './list';
import { Live, type Change } from './live';
import { summaryOf } from './changes';
import { atVersion, type Source } from './source';
import { clockNow } from './when';

/** Of more changes than the server lists at once, the page's own parts are not patched but loaded anew. */
const MOST_LINES = 50;

/** A view is loaded anew for every change, so changes are gathered longer, in milliseconds. */
const VIEW_PAUSE = { least: 3000, spread: 4000 };

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

/** Follows the story, with a button to pause; a story that is finished has neither. */
export function follow(doc: Document, config: Config, parts: Parts): void {
  const button = doc.querySelector<HTMLButtonElement>('button#live');
  if (config.live && button) new Updates(doc, config, config.live, button, parts);
}

class Updates {
  private readonly live: Live;
  private paused = false;

  constructor(
    private readonly doc: Document,
    private readonly config: Config,
    private readonly addresses: LiveConfig,
    private readonly button: HTMLButtonElement,
    private readonly parts: Parts,
  ) {
    const listener = {
      changed: (changes: Change[], seq: number) => void this.take(changes, seq).catch(console.warn), // the next change brings it
      reset: (seq: number) => void this.startAnew(seq).catch(console.warn),
      upToDate: () => this.stamp(),
    };
    this.live = new Live(addresses, config.seq, listener, parts.source.whole ? undefined : VIEW_PAUSE);
    button.addEventListener('click', () => {
      this.paused = !this.paused;
      button.setAttribute('aria-pressed', String(!this.paused));
      this.run();
    });
    // A page that nobody sees holds no connection, of which browsers have few, and is asked up later.
    doc.addEventListener('visibilitychange', () => this.run());
    this.run();
  }

  private run(): void {
    if (this.paused || this.doc.hidden) this.live.stop();
    else this.live.start();
  }

  private async take(changes: Change[], seq: number): Promise<void> {
    const { source, list, isKnown, say, refresh, relist } = this.parts;
    const words = summaryOf(changes, isKnown, say);
    source.change(changes, seq);
    refresh(words, changes.map(({ id }) => id), seq);
    this.stamp();
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

  private async startAnew(seq: number): Promise<void> {
    const { source, refresh, say } = this.parts;
    source.reset(seq);
    refresh(say('news_many'), [], seq);
    this.stamp();
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

  private stamp(): void {
    const time = clockNow(this.config.lang);
    this.button.nextElementSibling!.textContent = this.parts.say('live_at', { time });
  }
}
