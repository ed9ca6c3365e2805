/**
 * Plays a story: shows what has begun by one moment after the other, each for as long as it takes to read what comes
 * with it. The server writes the controls, in `template#player`; the reader stops, goes on, and goes to any moment.
 */
import type { Say, TimeConfig } from '../story/config';
import { passes, span, type Filter, type TestsOf } from '../story/filter';
import type { Incident } from '../incidents/model';
import { Room } from '../browser/room';
import { PlayerBar } from './bar';
import { partsOf, sequenceOf, type Step } from './sequence';

/** What the player asks of the page. */
export interface Stage {
  form: { state: () => Filter; set: (filter: Filter) => void };
  address: { replace: (change: { filter: Filter; play: string | undefined }) => void };
  tests: (filter: Filter) => ReturnType<TestsOf>;
  /** All incidents, in the story's order; undefined where only a part of the story is here. */
  incidents: () => Incident[] | undefined;
  /** Shows what the form's filter leaves. */
  show: () => void;
  said: (words: string) => void;
}

/** All of time, as addresses write it. */
const ALL = '../..';

/** How long a step stays, in milliseconds: until its words are read, and the eye has found its marks. */
const LEAST_MS = 2500;
const MOST_MS = 8000;
const LETTER_MS = 50;

export class Player {
  private readonly bar: PlayerBar;
  private readonly room: Room;
  private steps: Step[] = [];
  private at = 0;
  private timer: number | undefined;
  /** The interval that is played; undefined while none is. */
  private played: string | undefined;
  /** The interval that shows. */
  private shown: string | undefined;

  constructor(
    private readonly doc: Document,
    private readonly config: TimeConfig,
    lang: string,
    say: Say,
    private readonly stage: Stage,
  ) {
    this.bar = new PlayerBar(doc, lang, config.zone, say, {
      toggle: () => this.toggle(),
      end: () => this.end(),
      moved: (to) => {
        this.halt();
        this.go(to);
      },
    });
    this.room = new Room(this.bar.element);
  }

  /** Begins, stops, goes on, or begins anew at the end. */
  toggle(): void {
    if (this.played === undefined) {
      this.open(this.stage.form.state().time ?? ALL);
      this.play(0);
      this.bar.focus();
    } else if (this.timer !== undefined) this.halt();
    else this.play(this.at === this.steps.length - 1 ? 0 : this.at);
  }

  /** Stands at the moment of an interval that is played which an address shows. */
  stand(time: string | undefined, played: string): void {
    this.halt();
    this.open(played);
    this.go(this.stepAt(time));
  }

  /** Follows a change of the filter, and says which interval is played still: where the reader chose another time, none is. */
  changed(time: string | undefined): string | undefined {
    if (this.played === undefined) return undefined;
    if (time !== this.shown) this.leave();
    else {
      this.steps = this.sequence(this.played);
      this.at = this.stepAt(time);
      this.bar.tell(this.steps, this.at);
    }
    return this.played;
  }

  /** Takes the controls away and leaves what shows. */
  leave(): void {
    if (this.played === undefined) return;
    this.halt();
    this.played = undefined;
    this.bar.remove();
    this.room.giveBack();
  }

  /** Shows all that was played again. */
  private end(): void {
    const time = this.whole();
    this.leave();
    this.show(time, undefined);
    this.doc.getElementById('play')?.focus({ preventScroll: true });
  }

  private open(played: string): void {
    this.played = played;
    this.steps = this.sequence(played);
    this.bar.show();
    this.room.make(this.doc.getElementById('map')!, this.doc.getElementById('play') ?? undefined);
  }

  private play(from: number): void {
    this.timer = 0; // until the step's own
    this.bar.tellPlaying(true);
    this.go(from);
  }

  private halt(): void {
    window.clearTimeout(this.timer);
    this.timer = undefined;
    this.bar.tellPlaying(false);
  }

  private go(to: number): void {
    const step = this.steps[to];
    this.at = to;
    const isLast = to >= this.steps.length - 1;
    // At its end all that was played shows, what goes on and what has no time with it.
    this.shown = isLast ? this.whole() : `${this.played!.split('/')[0]}/${instant(step!.until)}`;
    this.show(this.shown, this.played);
    this.stage.said(this.bar.tell(this.steps, to));
    if (this.timer === undefined) return;
    if (isLast) this.halt();
    else this.timer = window.setTimeout(() => this.go(to + 1), stay(step!));
  }

  /** Shows an interval; played is the one that it is a part of. Both are undefined for all of time, and for none. */
  private show(time: string | undefined, play: string | undefined): void {
    const { form, address } = this.stage;
    const filter = { ...form.state(), time };
    form.set(filter);
    address.replace({ filter, play });
    this.stage.show();
  }

  /** The interval that is played, as a filter has it. */
  private whole(): string | undefined {
    return this.played === ALL ? undefined : this.played;
  }

  private sequence(played: string): Step[] {
    const [from, to] = span(played);
    const incidents = this.stage.incidents();
    if (!incidents) return partsOf(this.config.edges, this.bar.filled()).filter(({ until, from: begin }) => until >= from && begin <= to);
    const tests = this.stage.tests({ ...this.stage.form.state(), time: undefined });
    const begins = ({ start }: Incident): boolean => start !== undefined && start >= from && start <= to;
    return sequenceOf(incidents.filter((incident) => !incident.isBackground && begins(incident) && passes(incident, tests)), this.config.zone);
  }

  /** The step that shows an interval: the first that reaches its end, else the last. */
  private stepAt(time: string | undefined): number {
    const end = time === undefined || time === this.played ? Infinity : span(time)[1];
    const found = this.steps.findIndex(({ until }) => until >= end);
    return found < 0 ? Math.max(0, this.steps.length - 1) : found;
  }
}

/** How long a step stays, in milliseconds. */
function stay({ begun }: Step): number {
  const letters = begun.slice(0, PlayerBar.TITLES).reduce((sum, { title }) => sum + title.length, 0);
  return Math.min(MOST_MS, LEAST_MS + letters * LETTER_MS);
}

function instant(at: number): string {
  return new Date(at).toISOString().replace('.000', '');
}
