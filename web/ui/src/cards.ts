/** Opens incidents in the card, from the map, the list and the address, and says in the address which one is open. */
import { isSpecialClick, type Card } from './card';
import type { Config, Say } from './config';
import { asOf } from './embed/asof';
import type { Address } from './history';
import { COVERS_CHANGE } from './leaflet/frame';
import type { IncidentLayer } from './leaflet/incidentlayer';
import type { MapView } from './leaflet/mapview';
import type { Item, List } from './list';
import { loadLater } from './loader';
import type { Incident } from './model';

/** The parts of the page that an open card concerns. */
export interface CardParts {
  address: Address;
  view: MapView;
  list: List;
  incidents: IncidentLayer;
  find: (id: string) => Incident | undefined;
  /** The name of several incidents at one place. */
  stackName: (incidents: Incident[]) => string;
  said: (words: string) => void;
}

type Opener = () => HTMLElement | undefined;

export class Cards {
  /** Not there until one was wanted. */
  private card: Card | undefined;
  /** The incident that the card shows or is to show. */
  private current: string | undefined;
  /** Holds once the card has what was shown last, and so its size. */
  private shown: Promise<void> | undefined;

  constructor(
    private readonly doc: Document,
    private readonly config: Config,
    private readonly say: Say,
    private readonly parts: CardParts,
  ) {
    doc.addEventListener('click', (event) => {
      const link = (event.target as Element).closest<HTMLAnchorElement>('a.open[data-id]');
      const id = link?.dataset['id'];
      if (!link || !id || isSpecialClick(event) || !this.itemOf(id)) return;
      event.preventDefault();
      this.open(id, () => (link.isConnected ? link : parts.list.linkOf(id)));
    });
    doc.addEventListener('pointerdown', () => void loadLater(config).catch(console.warn), { once: true }); // a card may follow
  }

  /** Opens what a mark stands for: an incident, or the choice of several. */
  openFromMap(ids: string[]): void {
    const { find, incidents, stackName } = this.parts;
    const opener: Opener = () => incidents.markOf(ids[0]!);
    if (ids.length === 1) {
      this.open(ids[0]!, opener);
      return;
    }
    const items = ids.map((id) => this.itemOf(id)).filter((item): item is Item => item !== undefined);
    const stacked = ids.map(find).filter((incident): incident is Incident => incident !== undefined);
    void this.load().then((card) => {
      card.choose(stackName(stacked), items, opener);
      this.reveal(ids[0]!, card);
    }, console.warn);
  }

  /** Shows an incident's card; without an opener, the one that opened it before gets the focus back, else the list's link. */
  show(id: string, opener?: Opener): void {
    const item = this.itemOf(id);
    if (!item) return;
    this.current = id;
    void this.load().then(
      (card) => {
        if (this.current !== id) return;
        const byList: Opener = () => this.parts.list.linkOf(id);
        this.shown = card.show(item, opener ?? (card.isOpen ? undefined : byList));
        this.parts.list.setCurrent(id);
        this.parts.incidents.setCurrent(id);
        this.revealCurrent();
      },
      () => location.assign(item.href), // what the link leads to without a card
    );
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
    if (!this.card?.isOpen) return;
    this.card.close();
    this.parts.view.map.fire(COVERS_CHANGE);
  }

  /** Shows the open card's incident as it is at a number, where it is among what changed. */
  refresh(changed: string[], seq: number): void {
    const { incident } = this.parts.address.view;
    if (incident && changed.includes(incident)) void this.card?.refresh(seq);
  }

  /** What the list says of an incident, or for one that is not listed its feature. */
  itemOf(id: string): Item | undefined {
    const listed = this.parts.list.get(id);
    const incident = this.parts.find(id);
    if (listed || !incident?.url) return listed;
    return { id, title: incident.title, href: asOf(incident.url, this.config.embed), when: incident.day };
  }

  private open(id: string, opener?: Opener): void {
    const { address } = this.parts;
    if (address.view.incident !== id) address.push({ incident: id });
    this.show(id, opener);
  }

  private close(): void {
    this.hide();
    const { address } = this.parts;
    if (address.view.incident) address.push({ incident: undefined });
  }

  private revealCurrent(): void {
    const id = this.current;
    void this.shown?.then(() => {
      if (id && this.current === id && this.card) this.reveal(id, this.card);
    });
  }

  /** Brings an incident's mark out from under its card, which has its size now. */
  private reveal(id: string, card: Card): void {
    const { incidents, view: { map } } = this.parts;
    if (!incidents.markOf(id)) return;
    const room = card.makeRoom(map.getContainer());
    map.fire(COVERS_CHANGE);
    incidents.reveal(id, room);
  }

  /** The card, which is loaded when the first is wanted. */
  private async load(): Promise<Card> {
    const { Card } = await loadLater(this.config);
    return (this.card ??= new Card(this.doc.querySelector<HTMLDialogElement>('dialog#card')!, this.say, (href) => this.parts.list.atAddress(href), {
      closed: () => this.close(),
      chosen: (id) => this.open(id),
      said: this.parts.said,
    }));
  }
}
