/**
 * The card: the article of an incident's own page, fetched when it is opened, so that
 * there is one rendering of an incident, the server's. Also the list of incidents
 * that stand at one place. It does not cover up the page: map and list stay in use.
 */
import type { Box } from '../arrange/types';
import { isSpecialClick } from '../browser/click';
import type { Say } from '../story/config';
import { askPage } from '../browser/fetching';
import type { Item } from './list';
import { Room } from '../browser/room';
import { atVersion } from '../story/source';

export interface CardEvents {
  /** The reader closed the card. */
  closed: () => void;
  /** The reader chose another incident within the card. */
  chosen: (id: string) => void;
  /** Something is to be said to the reader. */
  said: (words: string) => void;
}

export class Card {
  private readonly title: HTMLElement;
  private readonly body: HTMLElement;
  private loading: AbortController | undefined;
  private opener: (() => HTMLElement | undefined) | undefined;
  private item: Item | undefined;
  private readonly room: Room;

  constructor(
    private readonly dialog: HTMLDialogElement,
    private readonly say: Say,
    private readonly lookUp: (href: string) => Item | undefined,
    private readonly events: CardEvents,
  ) {
    this.title = dialog.querySelector<HTMLElement>('#card-title')!;
    this.body = dialog.querySelector<HTMLElement>('.card-body')!;
    this.room = new Room(dialog);
    dialog.querySelector('.close')!.addEventListener('click', () => events.closed());
    dialog.ownerDocument.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || !dialog.open || event.defaultPrevented) return;
      event.preventDefault();
      events.closed();
    });
    this.body.addEventListener('click', (event) => this.follow(event));
  }

  get isOpen(): boolean {
    return this.dialog.open;
  }

  /** Brings a map into sight beside the card, and says which part of it is free, in CSS pixels from its corner. */
  makeRoom(map: HTMLElement): Box {
    return this.room.make(map, this.opener?.());
  }

  /** Shows an incident; opener finds the element that gets the focus back. */
  async show(item: Item, opener?: () => HTMLElement | undefined): Promise<void> {
    const signal = this.begin(item.title, opener);
    this.item = item;
    this.body.replaceChildren(paragraph(this.say('loading'), 'loading'));
    this.body.setAttribute('aria-busy', 'true');
    try {
      const article = await fetchArticle(item, signal);
      this.body.replaceChildren(document.importNode(article, true), this.links(item));
    } catch (error) {
      if (signal.aborted) return;
      console.error(error);
      this.body.replaceChildren(this.apology(item), this.links(item));
    }
    this.body.removeAttribute('aria-busy');
  }

  /** Puts the incident as it is at a number in place of what stands; the reader's place in the card stays. */
  async refresh(seq: number): Promise<void> {
    const { item } = this;
    if (!item || !this.isOpen || this.body.hasAttribute('aria-busy')) return;
    try {
      const article = await fetchArticle({ ...item, href: atVersion(item.href, seq) }, this.loading!.signal);
      if (this.item === item && !this.body.querySelector('.incident')?.contains(document.activeElement)) {
        this.body.querySelector('.incident')?.replaceWith(document.importNode(article, true));
      }
    } catch (error) {
      console.warn(error); // what stands stays
    }
  }

  /** Lists incidents to choose from. */
  choose(title: string, items: Item[], opener: () => HTMLElement | undefined): void {
    this.begin(title, opener);
    this.item = undefined;
    const list = document.createElement('ul');
    list.className = 'chooser';
    for (const item of items) {
      const link = document.createElement('a');
      link.href = item.href;
      link.textContent = item.title;
      const line = document.createElement('li');
      line.append(link);
      list.append(line);
    }
    this.body.replaceChildren(list);
  }

  /** Closes the card and gives the focus back, unless the reader has taken it elsewhere. */
  close(): void {
    if (!this.dialog.open) return;
    this.loading?.abort();
    const { activeElement, body } = this.dialog.ownerDocument;
    const hadFocus = activeElement === body || this.dialog.contains(activeElement);
    this.dialog.close();
    this.dialog.ownerDocument.documentElement.classList.remove('with-card');
    this.body.replaceChildren();
    this.room.giveBack();
    if (hadFocus) this.opener?.()?.focus({ preventScroll: true });
    this.opener = undefined;
  }

  /** Opens the card with its title, before anything is loaded. */
  private begin(title: string, opener?: () => HTMLElement | undefined): AbortSignal {
    this.loading?.abort();
    this.loading = new AbortController();
    if (opener) this.opener = opener;
    this.title.textContent = title;
    if (!this.dialog.open) this.dialog.show();
    this.dialog.style.setProperty('--room', `${window.innerHeight - this.dialog.getBoundingClientRect().top}px`); // down to the window's end
    this.dialog.ownerDocument.documentElement.classList.add('with-card');
    this.body.removeAttribute('aria-busy');
    this.dialog.scrollTop = 0;
    this.title.focus({ preventScroll: true });
    return this.loading.signal;
  }

  /** Opens links to other incidents of the page in the card. */
  private follow(event: MouseEvent): void {
    const link = (event.target as Element).closest('a');
    if (!link || isSpecialClick(event) || link.classList.contains('whole-page')) return;
    const item = this.lookUp(link.href);
    if (!item) return;
    event.preventDefault();
    this.events.chosen(item.id);
  }

  private links(item: Item): HTMLElement {
    const link = document.createElement('a');
    link.href = item.href;
    link.className = 'whole-page';
    link.textContent = this.say('whole_page');
    const share = document.createElement('button');
    share.type = 'button';
    share.textContent = this.say('share');
    share.addEventListener('click', () => void this.share(item));
    const line = document.createElement('p');
    line.className = 'card-links';
    line.append(link, share);
    return line;
  }

  /** Shares the incident's own address, by what the device has for it, else by copying. */
  private async share({ title, href }: Item): Promise<void> {
    try {
      if (navigator.share) await navigator.share({ title, url: href });
      else {
        await navigator.clipboard.writeText(href);
        this.events.said(this.say('copied'));
      }
    } catch (error) {
      if ((error as Error).name !== 'AbortError') this.events.said(href);
    }
  }

  private apology(item: Item): HTMLElement {
    const box = document.createElement('div');
    box.className = 'notice';
    box.setAttribute('role', 'alert');
    const retry = document.createElement('button');
    retry.type = 'button';
    retry.textContent = this.say('retry');
    retry.addEventListener('click', () => void this.show(item));
    box.append(paragraph(this.say('card_failed')), retry);
    return box;
  }
}

async function fetchArticle({ id, href }: Item, signal: AbortSignal): Promise<Element> {
  const page = await askPage(href, signal);
  // Among published files an incident may have no page, but its line in a part of the list.
  const article = page.querySelector('article.incident') ?? page.querySelector(`li.item[data-id="${id}"]`);
  if (!article) throw new Error(`${href}: no article.incident`);
  article.querySelector('h1')?.remove(); // the card's own title
  article.removeAttribute('id');
  return article;
}

function paragraph(text: string, className = ''): HTMLElement {
  const p = document.createElement('p');
  p.textContent = text;
  p.className = className;
  return p;
}
