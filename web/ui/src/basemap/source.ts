/**
 * The tiles of the basemap: each is fetched and decoded once while anyone shows it, and
 * its request is given up when nobody does any more. Knows no map library.
 */
import { decodeTile, type Tile } from './tile';

export interface TileAddress {
  z: number;
  x: number;
  y: number;
}

/** A tile in use. */
export interface Loan {
  /** The tile, or undefined where the basemap has nothing. */
  tile: Promise<Tile | undefined>;
  /** Ends the use; calling it again does nothing. */
  release: () => void;
}

interface Entry {
  users: number;
  abort: AbortController;
  tile: Promise<Tile | undefined>;
}

export class TileSource {
  private readonly entries = new Map<string, Entry>();

  constructor(
    private readonly template: string,
    private readonly lang: string,
  ) {}

  borrow(address: TileAddress): Loan {
    const key = `${address.z}/${address.x}/${address.y}`;
    const entry = this.entries.get(key) ?? this.begin(key, address);
    entry.users++;
    let released = false;
    const release = (): void => {
      if (released) return;
      released = true;
      if (--entry.users > 0) return;
      entry.abort.abort();
      this.forget(key, entry);
    };
    return { tile: entry.tile, release };
  }

  private begin(key: string, address: TileAddress): Entry {
    const abort = new AbortController();
    const entry = { users: 0, abort, tile: this.load(address, abort.signal) };
    this.entries.set(key, entry);
    // A failed tile is asked for again by whoever shows it next.
    entry.tile.catch(() => this.forget(key, entry));
    return entry;
  }

  private forget(key: string, entry: Entry): void {
    if (this.entries.get(key) === entry) this.entries.delete(key);
  }

  private async load({ z, x, y }: TileAddress, signal: AbortSignal): Promise<Tile | undefined> {
    const address = this.template
      .replace('{z}', String(z))
      .replace('{x}', String(x))
      .replace('{y}', String(y));
    const answer = await fetch(address, { signal });
    if (!answer.ok) throw new Error(`${address}: HTTP ${answer.status}`);
    const bytes = await answer.arrayBuffer();
    return bytes.byteLength > 0 ? decodeTile(bytes, this.lang) : undefined;
  }
}
