/** Hands what opens or closes a card on to what does so, which is loaded when a card is wanted. */
import { isSpecialClick } from '../browser/click';
import type { CardOpener, CardParts, Opener } from './cardopener';
import type { Config, Say } from '../story/config';
import { loadLater } from './loader';

export class Cards {
  private opener: CardOpener | undefined;
  /** How often something else was wanted: what was wanted before it is then not done any more. */
  private turn = 0;

  constructor(
    private readonly doc: Document,
    private readonly config: Config,
    private readonly say: Say,
    private readonly parts: CardParts,
  ) {
    doc.addEventListener('click', (event) => {
      const link = (event.target as Element).closest<HTMLAnchorElement>('a.open[data-id]');
      const id = link?.dataset['id'];
      if (!link || !id || isSpecialClick(event) || !parts.itemOf(id)) return;
      event.preventDefault();
      this.open(id, () => (link.isConnected ? link : parts.list.linkOf(id)));
    });
    doc.addEventListener('pointerdown', () => void loadLater(config).catch(console.warn), { once: true }); // a card may follow
  }

  /** Opens an incident, as a step that back undoes. */
  open(id: string, opener: Opener): void {
    this.bring((cards) => cards.open(id, opener), id);
  }

  hide(): void {
    this.turn++;
    this.opener?.hide();
  }

  refresh(changed: string[], seq: number): void {
    this.opener?.refresh(changed, seq);
  }

  /** Loads what opens cards and has it do something; where that does not come, goes to the page of the incident that is to be shown. */
  bring(act: (cards: CardOpener) => void, id?: string): void {
    const turn = ++this.turn;
    loadLater(this.config).then(
      ({ CardOpener }) => {
        this.opener ??= new CardOpener(this.doc, this.say, this.parts);
        if (turn === this.turn) act(this.opener);
      },
      (error) => {
        const item = id && this.parts.itemOf(id);
        if (item) location.assign(item.href); // what the link leads to without a card
        else console.warn(error);
      },
    );
  }
}
