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
}

/** How often the server is told that this person is here, in milliseconds. */
const BEAT = 20_000;

export class Live {
  constructor(
    private readonly page: DeskPage,
    private readonly story: string,
  ) {}

  /** Listens until the page is left. The browser connects again by itself, where it left off. */
  follow(listener: Listener): void {
    const events = new EventSource(this.page.api.address(`/stories/${this.story}/events`));
    events.addEventListener('change', (event) => listener.change(JSON.parse((event as MessageEvent<string>).data) as Change));
    events.addEventListener('presence', (event) => {
      listener.presence?.((JSON.parse((event as MessageEvent<string>).data) as { people: Present[] }).people ?? []);
    });
    const beat = (): void => {
      if (!document.hidden) void this.page.api.post(`/stories/${this.story}/presence`, { incident: listener.here }).catch(() => undefined);
    };
    beat();
    const timer = setInterval(beat, BEAT);
    window.addEventListener('pagehide', () => {
      clearInterval(timer);
      events.close();
    });
  }
}
