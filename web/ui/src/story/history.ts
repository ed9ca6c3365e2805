/** The address holds what is on view: whoever has it sees the same, and back and forward work. */
import type { EmbedConfig } from './config';
import { readView, writeView, type View } from './url';

const PAUSE_MS = 300; // browsers limit how often an address may change

type Change = { [K in keyof View]?: View[K] | undefined };

export class Address {
  private timer: number | undefined;
  private own: View | undefined;
  private waiting: Change = {};

  /** A frame in another page keeps what is on view for itself: the history is the host's. */
  constructor(embed?: EmbedConfig) {
    if (embed) this.own = { ...embed.view, filter: { layers: embed.view.layers } };
  }

  get view(): View {
    return this.own ?? readView(location.search);
  }

  /** A step that back undoes. */
  push(change: Change): void {
    if (this.own) {
      Object.assign(this.own, change);
      return;
    }
    this.flush();
    const to = this.after(change);
    if (to !== location.pathname + location.search) history.pushState(null, '', to);
  }

  /** Not a step: what moves all the time. */
  replace(change: Change): void {
    if (this.own) return;
    Object.assign(this.waiting, change);
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.flush(), PAUSE_MS);
  }

  private flush(): void {
    window.clearTimeout(this.timer);
    const change = this.waiting;
    this.waiting = {};
    if (Object.keys(change).length > 0) history.replaceState(null, '', this.after(change));
  }

  /** Forgets what waits, as the reader went elsewhere. */
  forget(): void {
    window.clearTimeout(this.timer);
    this.waiting = {};
  }

  private after(change: Change): string {
    return location.pathname + writeView(location.search, { ...this.view, ...change } as View);
  }
}
