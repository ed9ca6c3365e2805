/** Work that is not sent yet, kept in this browser: nothing is lost with the connection or the session. */
import type { Incident } from '../api/forms';

export interface Kept {
  /** The revision that the work is based on; 0 for a new incident. */
  revision: number;
  /** When it was kept, in milliseconds since 1970. */
  at: number;
  /** What the parts of the form that were changed read before; not there in work that was kept without. */
  base?: Partial<Incident>;
  form: Partial<Incident>;
  /** Names of fields in which something unfinished was written, which no value tells. */
  unfinished?: string[];
}

/** How long work is kept that nobody came back to, in milliseconds: 30 days. */
const LONGEST = 30 * 24 * 3600 * 1000;
const PREFIX = 'incidentmap-desk:';

export class Autosave {
  private readonly key: string;

  constructor(
    private readonly storage: Storage,
    person: string,
    story: string,
    incident: string,
  ) {
    this.key = [PREFIX + person, story, incident].join('/');
  }

  keep(kept: Kept): boolean {
    try {
      this.storage.setItem(this.key, JSON.stringify(kept));
      return true;
    } catch {
      return false; // the browser has no room, or keeps nothing
    }
  }

  find(now: number): Kept | undefined {
    this.dropOld(now);
    try {
      return JSON.parse(this.storage.getItem(this.key) ?? 'null') as Kept | undefined ?? undefined;
    } catch {
      return undefined;
    }
  }

  drop(): void {
    this.storage.removeItem(this.key);
  }

  private dropOld(now: number): void {
    for (const key of Object.keys(this.storage)) {
      if (!key.startsWith(PREFIX)) continue;
      try {
        const { at } = JSON.parse(this.storage.getItem(key)!) as Kept;
        if (now - at < LONGEST) continue;
      } catch {
        // what cannot be read is of no use
      }
      this.storage.removeItem(key);
    }
  }
}
