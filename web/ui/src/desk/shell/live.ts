/** What changes in a story from now on, drafts too, and who is at the desk. */
import type { DeskPage } from './page';

export interface Change {
  id: string;
  revision: number;
  workflow: string;
  author: string;
}

export interface Present {
  name: string;
  incident: string | null;
}

export interface Listener {
  /** The incident that this person has open. */
  here: string | null;
  change: (change: Change) => void;
  presence?: (people: Present[]) => void;
  /** More was written than is told one by one. */
  reset?: () => void;
}

/** How often the server is told that this person is here, in milliseconds. */
const BEAT = 20_000;
/** How long it takes until a stream is opened again that the server refused, in milliseconds. */
const AGAIN = 10_000;

export class Live {
  constructor(
    private readonly page: DeskPage,
    private readonly story: string,
  ) {}

  /** Listens until the page is left. */
  follow(listener: Listener): void {
    let events = this.open(listener);
    const beat = (): void => {
      if (document.hidden) return;
      void this.page.api.post(`/stories/${this.story}/presence`, { incident: listener.here }).catch(() => undefined);
      // A session that ended and began again: what was written meanwhile is not told.
      if (events.readyState === EventSource.CLOSED) {
        events = this.open(listener);
        listener.reset?.();
      }
    };
    beat();
    const timers = [setInterval(beat, BEAT), setInterval(() => events.readyState === EventSource.CLOSED && beat(), AGAIN)];
    window.addEventListener('pagehide', () => {
      timers.forEach(clearInterval);
      events.close();
    });
  }

  /** Opens the stream. After a fault of the line the browser opens it again by itself, where it left off. */
  private open(listener: Listener): EventSource {
    const events = new EventSource(this.page.api.address(`/stories/${this.story}/events`));
    const on = <T>(name: string, tell: (data: T) => void): void =>
      events.addEventListener(name, (event) => tell(JSON.parse((event as MessageEvent<string>).data) as T));
    on<Change>('change', listener.change);
    on<{ people?: Present[] }>('presence', ({ people }) => listener.presence?.(people ?? []));
    on('reset', () => listener.reset?.());
    return events;
  }
}
