/** The server's list of incidents: what the client reads from it, and which of its lines show. */

export interface Item {
  id: string;
  layers: string[];
  title: string;
  href: string;
  /** The time in words. */
  when: string;
}

export class List {
  private lines: HTMLElement[] = [];
  private readonly items = new Map<string, Item>();
  private loading: AbortController | undefined;

  constructor(private readonly doc: Document) {
    this.read();
  }

  /**
   * Puts another list in place of what stands, with the reader's place in the page kept. Not
   * while the reader is in the list with the keyboard: it would take the focus away.
   */
  private replace(list: Element): void {
    const here = this.doc.getElementById('list');
    if (!here || here.contains(this.doc.activeElement)) return;
    here.replaceChildren(...this.doc.importNode(list, true).childNodes);
    this.read();
  }

  /** Loads the list of a view; when it does not come, the one that stands stays. */
  async load(address: string): Promise<void> {
    this.loading?.abort();
    const { signal } = (this.loading = new AbortController());
    try {
      const answer = await fetch(address, { signal, headers: { Accept: 'text/html' } });
      if (!answer.ok) throw new Error(`${address}: HTTP ${answer.status}`);
      const list = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById('list');
      if (list && !signal.aborted) this.replace(list);
    } catch (error) {
      if (!signal.aborted) console.error(error);
    }
  }

  private read(): void {
    this.lines = [...this.doc.querySelectorAll<HTMLElement>('li.item[data-id]')];
    this.items.clear();
    for (const line of this.lines) {
      const item = readItem(line);
      if (item) this.items.set(item.id, item);
    }
  }

  get(id: string): Item | undefined {
    return this.items.get(id);
  }

  /** The incident whose page has the address. */
  atAddress(href: string): Item | undefined {
    const { pathname } = new URL(href, this.doc.baseURI);
    return [...this.items.values()].find((item) => new URL(item.href).pathname === pathname);
  }

  /** The link that opens the incident. */
  linkOf(id: string): HTMLElement | undefined {
    return this.lines.find((line) => line.dataset['id'] === id)?.querySelector<HTMLElement>('a.open') ?? undefined;
  }

  /** Shows the incidents that pass; background is not in any layer and always shows. */
  filter(shows: (item: Item) => boolean): void {
    let shown = 0;
    for (const line of this.lines) {
      const item = this.items.get(line.dataset['id'] ?? '');
      if (!item || line.closest('#background')) continue;
      line.hidden = !shows(item);
      if (!line.hidden) shown++;
    }
    this.doc.querySelectorAll<HTMLElement>('#list .class').forEach((section) => {
      const visible = section.querySelectorAll('li.item:not([hidden])').length;
      section.hidden = visible === 0;
      const count = section.querySelector('.count');
      if (count) count.textContent = visible.toLocaleString(this.doc.documentElement.lang);
    });
    const none = this.doc.getElementById('none-shown');
    if (none) none.hidden = shown > 0 || this.items.size === 0;
  }

  /** Marks the incident whose card is open. */
  setCurrent(id: string | undefined): void {
    for (const line of this.lines) line.classList.toggle('current', line.dataset['id'] === id);
  }
}

function readItem(line: HTMLElement): Item | undefined {
  const link = line.querySelector<HTMLAnchorElement>('a.open');
  const id = line.dataset['id'];
  if (!link || !id) return undefined;
  return {
    id,
    layers: (line.dataset['layers'] ?? '').split(' ').filter(Boolean),
    title: link.textContent?.trim() ?? '',
    href: link.href,
    when: line.querySelector('.when')?.textContent?.trim() ?? '',
  };
}
