/** Opens incidents in the card, brings their marks out from under it, and says in the address which one is open. */
import { Card } from './card';
import type { Say } from '../story/config';
import type { Address } from '../story/history';
import { COVERS_CHANGE } from '../leaflet/frame';
import type { IncidentLayer } from '../leaflet/incidentlayer';
import type { MapView } from '../leaflet/mapview';
import { reveal } from '../leaflet/reveal';
import type { Item, List } from './list';

/** The parts of the page that an open card concerns. */
export interface CardParts {
  address: Address;
  map: MapView['map'];
  list: List;
  incidents: IncidentLayer;
  /** What is known of an incident before its card is loaded. */
  itemOf: (id: string) => Item | undefined;
  said: (words: string) => void;
}

/** Finds the element that gets the focus back. */
export type Opener = () => HTMLElement | undefined;

export class CardOpener {
  private readonly card: Card;
  /** The incident that the card shows. */
  private current: string | undefined;
  /** Holds once the card has what was shown last, and so its size. */
  private shown: Promise<void> | undefined;

  constructor(
    doc: Document,
    say: Say,
    private readonly parts: CardParts,
  ) {
    this.card = new Card(doc.querySelector<HTMLDialogElement>('dialog#card')!, say, (href) => parts.list.atAddress(href), {
      closed: () => this.close(),
      chosen: (id) => this.open(id),
      said: parts.said,
    });
  }

  /** Opens an incident, as a step that back undoes. */
  open(id: string, opener?: Opener): void {
    const { address } = this.parts;
    if (address.view.incident !== id) address.push({ incident: id });
    this.show(id, opener);
  }

  /** Offers several incidents at one place to choose from. */
  choose(title: string, ids: string[], opener: Opener): void {
    const items = ids.map((id) => this.parts.itemOf(id)).filter((item): item is Item => item !== undefined);
    this.card.choose(title, items, opener);
    this.reveal(ids[0]!);
  }

  /** Shows an incident; without an opener, the one that opened the card before gets the focus back, else the list's link. */
  show(id: string, opener?: Opener): void {
    const { list, incidents } = this.parts;
    const item = this.parts.itemOf(id);
    if (!item) return;
    this.current = id;
    this.shown = this.card.show(item, opener ?? (this.card.isOpen ? undefined : () => list.linkOf(id)));
    list.setCurrent(id);
    incidents.setCurrent(id);
    this.revealCurrent();
  }

  /** Now that the marks of the first view are there, shows the card of an address whose incident the list does not have, or the mark of the open one. */
  drawn(): void {
    const { incident } = this.parts.address.view;
    if (incident && this.current !== incident) this.show(incident);
    else this.revealCurrent();
  }

  hide(): void {
    this.current = undefined;
    this.parts.list.setCurrent(undefined);
    this.parts.incidents.setCurrent(undefined);
    if (!this.card.isOpen) return;
    this.card.close();
    this.parts.map.fire(COVERS_CHANGE);
  }

  /** Shows the open card's incident as it is at a number, where it is among what changed. */
  refresh(changed: string[], seq: number): void {
    if (this.current && changed.includes(this.current)) void this.card.refresh(seq);
  }

  private close(): void {
    this.hide();
    const { address } = this.parts;
    if (address.view.incident) address.push({ incident: undefined });
  }

  private revealCurrent(): void {
    const id = this.current;
    void this.shown?.then(() => {
      if (id && this.current === id) this.reveal(id);
    });
  }

  /** Brings an incident's mark out from under the card, which has its size now. */
  private reveal(id: string): void {
    const { incidents, map } = this.parts;
    if (!incidents.markerOf(id)) return;
    const room = this.card.makeRoom(map.getContainer());
    map.fire(COVERS_CHANGE);
    reveal(map, () => incidents.markerOf(id), room);
  }
}
