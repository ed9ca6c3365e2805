/** Keeps the story to a part of the map: a button that is there once the reader has moved the map, and the part's outline. */
import * as L from './leaflet';
import type { Say } from '../story/config';
import type { BBox } from '../incidents/inside';

export class SearchArea {
  private readonly button: HTMLButtonElement;
  private outline: L.Polygon | undefined;

  constructor(
    private readonly map: L.Map,
    say: Say,
    chosen: (within: BBox) => void,
  ) {
    this.button = document.createElement('button');
    this.button.type = 'button';
    this.button.className = 'search-area';
    this.button.textContent = say('search_area');
    this.button.hidden = true;
    this.button.addEventListener('click', () => {
      const view = map.getBounds();
      chosen([view.getWest(), view.getSouth(), view.getEast(), view.getNorth()].map((v) => Number(v.toFixed(4))) as BBox);
    });
    L.disableClickPropagation(this.button);
    map.getContainer().append(this.button);
  }

  /** Offers the part of the map that is in view. */
  offer(): void {
    this.button.hidden = false;
  }

  /** Shows the part that the story is kept to; undefined is all of it. */
  show(within: BBox | undefined): void {
    this.outline?.remove();
    this.outline = undefined;
    if (!within) return;
    this.button.hidden = true;
    const [west, south, east, north] = within;
    const corners: L.PointTuple[] = [[south, west], [north, west], [north, east], [south, east]];
    this.outline = new L.Polygon(corners, { interactive: false, className: 'kept-area', fill: false, weight: 2, dashArray: '6 5' }).addTo(this.map);
  }
}
