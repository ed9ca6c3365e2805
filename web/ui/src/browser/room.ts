/** Room for the map beside what lies over the page: a card, or the player. */
import type { Box } from '../arrange/types';
import { areaOf, common, freeStrip } from './strip';

/** How much of the map is seen at least, of its area. */
const LEAST_SEEN = 0.4;

export class Room {
  private back: (() => void) | undefined;

  constructor(private readonly over: HTMLElement) {}

  /**
   * Brings a map into sight, and says which part of it is free of what lies over it and of its controls, in CSS pixels
   * from its corner. What lies at the window's foot leaves the upper part of it, where the map goes.
   */
  make(map: HTMLElement, opener: HTMLElement | undefined): Box {
    if (areaOf(this.seen(map)) < LEAST_SEEN * areaOf(map.getBoundingClientRect())) this.scrollTo(map, opener);
    const { left, top } = map.getBoundingClientRect();
    const controls = [...map.querySelectorAll('.leaflet-control')].map((control) => control.getBoundingClientRect()).filter(({ width }) => width > 0);
    const free = freeStrip(this.seen(map), controls);
    return { left: free.left - left, right: free.right - left, top: free.top - top, bottom: free.bottom - top };
  }

  /** Scrolls back to where the reader was, who may have gone elsewhere meanwhile. */
  giveBack(): void {
    this.back?.();
    this.back = undefined;
  }

  private seen(map: HTMLElement): Box {
    const view = { left: 0, top: 0, right: window.innerWidth, bottom: window.innerHeight };
    return freeStrip(common(map.getBoundingClientRect(), view), [this.over.getBoundingClientRect()]);
  }

  private scrollTo(map: HTMLElement, opener: HTMLElement | undefined): void {
    const before = window.scrollY;
    const stood = opener?.getBoundingClientRect().top;
    window.scrollBy({ top: map.getBoundingClientRect().top, behavior: 'instant' });
    const after = window.scrollY;
    this.back ??= () => {
      if (window.scrollY !== after) return;
      // By what opened it, as the page above may be of another height now.
      const by = stood !== undefined && opener!.isConnected ? opener!.getBoundingClientRect().top - stood : before - after;
      window.scrollBy({ top: by, behavior: 'instant' });
    };
  }
}
