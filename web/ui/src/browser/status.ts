/** Says what changed, politely and not too often. */

const PAUSE_MS = 2000;

export class Status {
  private last = '';
  private spokenAt = -Infinity;
  private timer: number | undefined;

  constructor(private readonly region: HTMLElement | null) {}

  /**
   * Says the text, once two seconds have passed since the last; only the newest text is said. What is said
   * already is not said again, unless it is new: a second change is announced in the words of the first.
   */
  say(text: string, isNew = false): void {
    if (isNew) this.last = '';
    window.clearTimeout(this.timer);
    const wait = Math.max(0, this.spokenAt + PAUSE_MS - performance.now());
    this.timer = window.setTimeout(() => this.speak(text), wait);
  }

  private speak(text: string): void {
    if (!this.region || text === this.last) return;
    this.region.textContent = text;
    this.last = text;
    this.spokenAt = performance.now();
  }
}
