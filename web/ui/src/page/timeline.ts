/** The timeline: bars of what happened when, and two handles that choose a part of it. */
import type { TimeConfig } from '../story/config';
import { span } from '../story/filter';
import { dayWriter } from '../incidents/when';

/** The day when the clocks are put forward, in seconds. */
const SHORTEST_DAY = 82_800;

/** The path of the bars from one bucket up to another, in a box of as many by 100; the server's web/filter/timeline.go draws the same. */
export function bars(counts: number[], from: number, to: number): string {
  const most = Math.max(1, ...counts);
  let path = '';
  for (let i = from; i < to; i++) {
    if (counts[i]) path += `M${i} 100v-${Math.max(4, Math.round((counts[i]! * 100) / most))}h.85v${Math.max(4, Math.round((counts[i]! * 100) / most))}z`;
  }
  return path;
}

/** The bucket of an instant, in milliseconds since 1970; held in those there are. */
export function bucketOf(at: number, edges: number[]): number {
  let i = 0;
  while (i < edges.length - 2 && edges[i + 1]! * 1000 <= at) i++;
  return i;
}

export class Timeline {
  private readonly from: HTMLInputElement;
  private readonly to: HTMLInputElement;
  private readonly paths: SVGPathElement[];
  private said: ((ms: number) => string) | undefined;
  private counts: number[] = [];
  /** The buckets that the words beside the bars tell of. */
  private shown: string;
  /** An interval of the address, for as long as the handles were not moved. */
  private exact: string | undefined;

  constructor(
    private readonly box: HTMLElement,
    private readonly config: TimeConfig,
    private readonly lang: string,
    private readonly changed: (settled: boolean) => void,
  ) {
    const get = <T extends Element>(selector: string): T => box.querySelector<T>(selector)!;
    this.from = get('#time-from');
    this.to = get('#time-to');
    this.shown = `${this.from.value} ${this.to.value}`;
    this.paths = [...box.querySelectorAll<SVGPathElement>('.bars path')];
    for (const input of [this.from, this.to]) {
      input.addEventListener('input', () => this.move(input, false));
      input.addEventListener('change', () => this.move(input, true));
    }
  }

  private get buckets(): number {
    return this.config.edges.length - 1;
  }

  /** The interval that is chosen; undefined when all is. */
  state(): string | undefined {
    if (this.exact !== undefined) return this.exact;
    const [from, to] = [Number(this.from.value), Number(this.to.value)];
    if (from === 0 && to === this.buckets) return undefined;
    const at = (edge: number, less: number): string => new Date((this.config.edges[edge]! - less) * 1000).toISOString().replace('.000', '');
    return `${at(from, 0)}/${at(to, 1)}`;
  }

  set(time: string | undefined): void {
    this.exact = time;
    const { edges } = this.config;
    const [from, to] = time ? span(time) : [-Infinity, Infinity];
    this.from.value = String(bucketOf(from, edges));
    this.to.value = String(bucketOf(to, edges) + 1);
    this.draw();
  }

  /** Shows how many there are in each bucket; starts are in milliseconds since 1970. */
  count(starts: number[]): void {
    const { edges } = this.config;
    this.counts = new Array<number>(this.buckets).fill(0);
    for (const start of starts) {
      if (start >= edges[0]! * 1000 && start < edges[this.buckets]! * 1000) this.counts[bucketOf(start, edges)]!++;
    }
    this.draw();
  }

  /** Shows the bars that the server drew. */
  take(fresh: Element): void {
    fresh.querySelectorAll('.bars path').forEach((path, i) => this.paths[i]?.setAttribute('d', path.getAttribute('d') ?? ''));
  }

  private move(input: HTMLInputElement, settled: boolean): void {
    // A handle takes the other along: each keeps a bucket between them.
    if (Number(this.from.value) >= Number(this.to.value)) {
      if (input === this.from) this.to.value = String(Number(this.from.value) + 1);
      else this.from.value = String(Number(this.to.value) - 1);
    }
    this.exact = undefined;
    this.draw();
    this.changed(settled);
  }

  private draw(): void {
    const [from, to] = [Number(this.from.value), Number(this.to.value)];
    if (this.counts.length > 0) {
      this.paths[0]?.setAttribute('d', bars(this.counts, 0, this.buckets));
      this.paths[1]?.setAttribute('d', bars(this.counts, from, to));
    }
    // What the server wrote stays for as long as it holds, so that nothing moves.
    const shown = `${from} ${to}`;
    if (shown !== this.shown) this.tell(this.sayEdge(from, 0), this.sayEdge(to, 1));
    this.shown = shown;
    this.box.style.setProperty('--from', String(from / this.buckets));
    this.box.style.setProperty('--to', String(to / this.buckets));
  }

  private tell(from: string, to: string): void {
    this.from.setAttribute('aria-valuetext', from);
    this.to.setAttribute('aria-valuetext', to);
    this.box.querySelector('output')!.textContent = from === to ? from : `${from} – ${to}`;
  }

  private sayEdge(edge: number, less: number): string {
    const { edges, zone } = this.config;
    // Its making takes long, and most readers move no handle.
    this.said ??= dayWriter(this.lang, zone, edges[1]! - edges[0]! < SHORTEST_DAY);
    return this.said((edges[edge]! - less) * 1000);
  }
}
