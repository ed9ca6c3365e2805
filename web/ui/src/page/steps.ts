/** An editor's scenes: a step's link shows its view in place, and two buttons lead from one to the next. */
import { isSpecialClick } from '../browser/click';
import { readView, type View } from '../story/url';

export class Steps {
  private readonly links: HTMLAnchorElement[];
  private readonly turn: HTMLElement | null;
  private at = -1;

  constructor(
    doc: Document,
    /** Shows a view, and the incident that the step tells of. */
    private readonly show: (view: View, incident: string | undefined) => void,
  ) {
    const box = doc.getElementById('steps');
    this.links = [...(box?.querySelectorAll<HTMLAnchorElement>('a.step') ?? [])];
    this.turn = box?.querySelector<HTMLElement>('.turn') ?? null;
    if (!this.turn) return;
    this.turn.hidden = false;
    this.links.forEach((link, i) => {
      link.addEventListener('click', (event) => {
        if (isSpecialClick(event)) return;
        event.preventDefault();
        this.go(i);
      });
    });
    this.button('previous').addEventListener('click', () => this.go(this.at - 1));
    this.button('next').addEventListener('click', () => this.go(this.at + 1));
    this.tell();
  }

  private button(name: string): HTMLButtonElement {
    return this.turn!.querySelector<HTMLButtonElement>(`button.${name}`)!;
  }

  private go(to: number): void {
    const link = this.links[to];
    if (!link) return;
    this.at = to;
    this.tell();
    this.show(readView(new URL(link.href).search), link.dataset['id']);
  }

  private tell(): void {
    this.links.forEach((link, i) => {
      if (i === this.at) link.setAttribute('aria-current', 'step');
      else link.removeAttribute('aria-current');
    });
    this.turn!.querySelector('span')!.textContent = `${this.at + 1} / ${this.links.length}`;
    this.button('previous').disabled = this.at <= 0;
    this.button('next').disabled = this.at >= this.links.length - 1;
  }
}
