/** The server's list of incidents: what the client reads from it, and which of its lines show. */
import { askPage } from '../browser/fetching';

export interface Item {
  id: string;
  title: string;
  href: string;
  /** The time in words. */
  when: string;
}

export class List {
  private lines: HTMLElement[] = [];
  private readonly items = new Map<string, Item>();
  private loading: AbortController | undefined;
  private current: string | undefined;

  constructor(
    private readonly doc: Document,
    /** Says how many entries there are. */
    private readonly entries?: (n: number) => string,
  ) {
    this.read();
  }

  /**
   * Puts another list in place of what stands, with the reader's place in the page kept. Not
   * while the reader is in the list with the keyboard: it would take the focus away.
   */
  replace(list: Element): void {
    const here = this.doc.getElementById('list');
    if (!here || here.contains(this.doc.activeElement)) return;
    here.replaceChildren(...this.doc.importNode(list, true).childNodes);
    this.read();
  }

  /**
   * Puts the lines of another list where their incidents are read, in place of those that stand,
   * and takes out those of incidents that are gone: order is of the ids of all.
   */
  patch(from: Document, changes: { id: string; gone?: boolean }[], order: string[]): void {
    const rank = new Map(order.map((id, i) => [id, i]));
    for (const { id, gone } of changes) {
      const old = lineOf(this.doc, id);
      const fresh = lineOf(from, id);
      const hadFocus = old?.contains(this.doc.activeElement);
      if (gone || fresh) old?.remove(); // its class or start may be another than it was
      if (gone || !fresh) continue;
      const line = this.doc.importNode(fresh, true);
      this.insert(line, fresh, rank);
      if (hadFocus) line.querySelector<HTMLElement>('a.open')?.focus({ preventScroll: true });
    }
    this.read();
  }

  private insert(line: HTMLElement, fresh: HTMLElement, rank: Map<string, number>): void {
    const section = fresh.closest<HTMLElement>('[data-class]')!;
    const of = (id: string | undefined): number => rank.get(id ?? '') ?? Infinity;
    const isLater = (other: HTMLElement | null): boolean => of(other?.dataset['id']) > of(line.dataset['id']);
    const lines = this.doc.querySelector(`[data-class="${section.dataset['class']}"] ol`);
    if (lines) {
      lines.insertBefore(line, ([...lines.children] as HTMLElement[]).find(isLater) ?? null);
      return;
    }
    const anew = this.doc.importNode(section, true);
    anew.querySelector('ol')!.replaceChildren(line);
    const list = this.doc.getElementById('list')!;
    if (section.dataset['class'] === 'background') {
      anew.id = 'background'; // which stands apart on a page that has all
      (this.doc.getElementById('unplaced') ?? list).after(anew);
      return;
    }
    const next = [...list.querySelectorAll(':scope > [data-class]')].find((other) => isLater(other.querySelector('li.item')));
    list.insertBefore(anew, next ?? this.doc.getElementById('none-shown'));
  }

  /** Changes the page and keeps the reader's place in the list: the first line in view stays where it is. */
  keepPlace(change: () => void): void {
    const begun = (this.doc.getElementById('list')?.getBoundingClientRect().top ?? 0) < 0;
    const seen = this.lines.find((line) => !line.hidden && line.getBoundingClientRect().bottom > 0);
    const top = seen?.getBoundingClientRect().top ?? 0;
    change();
    const now = seen && lineOf(this.doc, seen.dataset['id']!);
    if (begun && now) window.scrollBy(0, now.getBoundingClientRect().top - top);
  }

  /** Loads the page that has the list of a view; when it does not come, the one that stands stays. */
  async load(address: string): Promise<Document | undefined> {
    this.loading?.abort();
    const { signal } = (this.loading = new AbortController());
    try {
      const page = await askPage(address, signal);
      const list = page.getElementById('list');
      if (!list || signal.aborted) return undefined;
      this.keepPlace(() => this.replace(list));
      return page;
    } catch (error) {
      if (!signal.aborted) console.error(error);
      return undefined;
    }
  }

  private read(): void {
    this.lines = [...this.doc.querySelectorAll<HTMLElement>('li.item[data-id]')];
    this.items.clear();
    for (const line of this.lines) {
      const item = readItem(line);
      if (item) this.items.set(item.id, item);
    }
    this.setCurrent(this.current);
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

  /** Shows these incidents. */
  filter(ids: ReadonlySet<string>): void {
    let shown = 0;
    for (const line of this.lines) {
      line.hidden = !ids.has(line.dataset['id'] ?? '');
      if (!line.hidden) shown++;
    }
    this.doc.querySelectorAll<HTMLElement>('[data-class]').forEach((section) => {
      const visible = section.querySelectorAll('li.item:not([hidden])').length;
      section.hidden = visible === 0;
      const count = section.querySelector('.count');
      if (count && this.entries) count.textContent = this.entries(visible);
    });
    const none = this.doc.getElementById('none-shown');
    if (none) none.hidden = shown > 0;
  }

  /** Marks the incident whose card is open. */
  setCurrent(id: string | undefined): void {
    this.current = id;
    for (const line of this.lines) line.classList.toggle('current', line.dataset['id'] === id);
  }
}

function lineOf(doc: Document, id: string): HTMLElement | undefined {
  return doc.querySelector<HTMLElement>(`li.item[data-id="${id}"]`) ?? undefined;
}

function readItem(line: HTMLElement): Item | undefined {
  const link = line.querySelector<HTMLAnchorElement>('a.open');
  const id = line.dataset['id'];
  if (!link || !id) return undefined;
  return {
    id,
    title: link.textContent?.trim() ?? '',
    href: link.href,
    when: line.querySelector('.when')?.textContent?.trim() ?? '',
  };
}
