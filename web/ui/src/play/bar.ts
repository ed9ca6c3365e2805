/** The controls of the player, which say where it is and what comes; the server's `template#player` has the words. */
import type { Say } from '../story/config';
import { momentWriter } from './label';
import type { Step } from './sequence';

/** What the reader does with them. */
export interface BarEvents {
  toggle: () => void;
  moved: (to: number) => void;
  end: () => void;
}

/** What comes with a step is marked, on the map and in the list. */
const MARKED = 'box-shadow: 0 0 0 2.5px var(--ground), 0 0 0 6px var(--link); animation: begun 0.9s ease-out 2';
const LISTED = 'box-shadow: -4px 0 var(--link)';

export class PlayerBar {
  /** So many titles are written out. */
  static readonly TITLES = 3;

  readonly element: HTMLElement;
  private readonly slider: HTMLInputElement;
  private readonly written: (step: Step) => string;
  /** The rules by which what comes is marked, whatever is drawn anew meanwhile. */
  private readonly sheet = new CSSStyleSheet();

  constructor(
    private readonly doc: Document,
    lang: string,
    zone: string,
    private readonly say: Say,
    events: BarEvents,
  ) {
    const template = doc.querySelector<HTMLTemplateElement>('template#player')!;
    this.element = doc.importNode(template.content, true).firstElementChild as HTMLElement;
    this.slider = this.get('input');
    this.written = momentWriter(lang, zone);
    this.slider.addEventListener('input', () => events.moved(Number(this.slider.value)));
    this.get('.toggle').addEventListener('click', events.toggle);
    this.get('.end').addEventListener('click', events.end);
    this.element.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      event.preventDefault(); // an open card stays
      events.end();
    });
    doc.adoptedStyleSheets = [...doc.adoptedStyleSheets, this.sheet];
  }

  show(): void {
    this.doc.body.append(this.element);
    this.doc.documentElement.classList.add('playing');
  }

  remove(): void {
    this.element.remove();
    this.doc.documentElement.classList.remove('playing');
    this.sheet.replaceSync('');
  }

  focus(): void {
    this.get('.toggle').focus({ preventScroll: true });
  }

  /** Shows on both buttons whether it goes on by itself. */
  tellPlaying(playing: boolean): void {
    for (const button of [this.get('.toggle'), this.doc.getElementById('play')]) {
      if (!button) continue;
      button.textContent = this.say(playing ? 'pause' : 'play');
      button.setAttribute('aria-pressed', String(playing));
    }
  }

  /** Shows which step stands and what comes with it, and gives it in words. */
  tell(steps: Step[], at: number): string {
    const step = steps[at];
    this.slider.max = String(Math.max(0, steps.length - 1));
    this.slider.value = String(at);
    const when = step ? this.written(step) : '';
    const note = step?.untimed ? this.words('untimed', step.untimed) : '';
    this.slider.setAttribute('aria-valuetext', when);
    this.get('.at').textContent = steps.length > 0 ? `${at + 1} / ${steps.length}` : '';
    this.get('b').textContent = when;
    this.get('.note').textContent = note;
    const titles = this.titles(step);
    this.get('.begun').replaceChildren(...titles.map((text) => Object.assign(this.doc.createElement('li'), { textContent: text })));
    this.mark(step);
    return [when, note, ...titles].filter(Boolean).join('. ');
  }

  /** The buckets of the time axis that have a bar, which the server drew: each begins with a move to its number. */
  filled(): Set<number> {
    const path = this.doc.querySelector('#time .bars .others')?.getAttribute('d') ?? '';
    return new Set([...path.matchAll(/M(\d+) /g)].map(([, bucket]) => Number(bucket)));
  }

  private titles(step: Step | undefined): string[] {
    const all = step?.begun.map(({ title }) => title) ?? [];
    const more = all.length - PlayerBar.TITLES;
    return more > 0 ? [...all.slice(0, PlayerBar.TITLES), this.words('more', more)] : all;
  }

  private mark(step: Step | undefined): void {
    const ids = step?.begun.map(({ id }) => JSON.stringify(id)) ?? [];
    const rule = (part: (id: string) => string, style: string): string => (ids.length > 0 ? `:is(${ids.map(part).join()}){${style}}` : '');
    this.sheet.replaceSync(rule((id) => `.mark[data-symbol~=${id}]`, MARKED) + rule((id) => `.item[data-id=${id}]`, LISTED));
  }

  /** A sentence of the server's about a number. */
  private words(name: string, n: number): string {
    return (this.element.dataset[name] ?? '').replace('{n}', String(n));
  }

  private get<T extends HTMLElement>(selector: string): T {
    return this.element.querySelector<T>(selector)!;
  }
}
