/**
 * Follows what changes in a story: by server-sent events, and by asking now and then where
 * these do not come through. Changes that come close together are handed on together.
 */
import type { LiveConfig } from './config';
import type { Feature } from '../incidents/features';
import { ask } from '../browser/fetching';

/** An incident as readers see it from a change on, or that they see it no more. */
export interface Change {
  seq: number;
  id: string;
  feature?: Feature;
  gone?: boolean;
}

export interface LiveListener {
  /** Something changed; seq is the newest number. */
  changed: (changes: Change[], seq: number) => void;
  /** So much changed that single changes are not listed: all is to be loaded anew. */
  reset: (seq: number) => void;
  /** The page is known to be up to date. */
  upToDate: () => void;
}

const POLL_MS = 30_000;
/** After so many polls the stream is tried again. */
const POLLS = 10;
/** How often a stream may fail to open before it is given up. */
const TRIES = 3;
/** How long changes are gathered, in milliseconds: at least, and by chance more, so that not every page asks the server at once. */
const PAUSE = { least: 200, spread: 800 };

export class Live {
  private stream: EventSource | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private gathering: ReturnType<typeof setTimeout> | undefined;
  private gathered: Change[] = [];
  private failures = 0;
  private polls = 0;
  private on = false;

  constructor(
    private readonly config: LiveConfig,
    private seq: number,
    private readonly listener: LiveListener,
    private readonly pause = PAUSE,
    private readonly Stream: typeof EventSource | undefined = globalThis.EventSource,
  ) {}

  /** Follows from where it stopped. */
  start(): void {
    if (this.on) return;
    this.on = true;
    this.open();
  }

  /** Ends following; what was gathered is handed on first. */
  stop(): void {
    this.on = false;
    this.close();
    clearTimeout(this.timer);
    this.handOn();
  }

  private open(): void {
    if (!this.Stream) {
      void this.poll();
      return;
    }
    const stream = (this.stream = new this.Stream(this.after(this.config.events)));
    stream.addEventListener('open', () => {
      this.failures = 0;
      this.listener.upToDate();
    });
    stream.addEventListener('change', ({ data }) => this.take([JSON.parse(data as string) as Change]));
    stream.addEventListener('reset', ({ data }) => this.startAnew((JSON.parse(data as string) as { seq: number }).seq));
    stream.addEventListener('error', () => {
      // The browser comes again by itself, unless the answer was no stream.
      if (stream.readyState !== 2 && ++this.failures < TRIES) return;
      this.close();
      this.failures = this.polls = 0;
      void this.poll();
    });
  }

  private close(): void {
    this.stream?.close();
    this.stream = undefined;
  }

  private after(address: string): string {
    return `${address}&since=${this.seq}`;
  }

  private async poll(): Promise<void> {
    let more = false;
    try {
      const answer = await ask(this.after(this.config.changes), 'application/json');
      const body = (await answer.json()) as { changes: Change[]; next: number; more: boolean };
      if (!this.on) return;
      this.take(body.changes);
      this.seq = body.next;
      more = body.more;
      this.listener.upToDate();
    } catch (error) {
      console.warn(error); // it is tried again
    }
    if (!this.on) return;
    if (this.Stream && ++this.polls >= POLLS) this.open();
    else this.timer = setTimeout(() => void this.poll(), more ? 0 : POLL_MS);
  }

  private take(changes: Change[]): void {
    if (changes.length === 0) return;
    this.gathered.push(...changes);
    this.seq = changes[changes.length - 1]!.seq;
    this.gathering ??= setTimeout(() => this.handOn(), this.pause.least + Math.random() * this.pause.spread);
  }

  /** Hands on what was gathered, of each incident the newest alone. */
  private handOn(): void {
    this.forget();
    const newest = new Map(this.gathered.map((change) => [change.id, change]));
    this.gathered = [];
    if (newest.size > 0) this.listener.changed([...newest.values()], this.seq);
  }

  private startAnew(seq: number): void {
    this.forget();
    this.gathered = [];
    this.seq = seq;
    this.listener.reset(seq);
  }

  private forget(): void {
    clearTimeout(this.gathering);
    this.gathering = undefined;
  }
}
