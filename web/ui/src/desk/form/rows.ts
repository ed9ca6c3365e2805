/** A list of rows that are added, taken out, ordered and read one by one. */
import { button, el, newId } from './dom';
import { t } from '../text/words';

export interface Row<T> {
  element: HTMLElement;
  read: () => T;
}

/** How a row of no content is added by hand. */
export interface Adding<T> {
  label: string;
  empty: () => T;
}

export class Rows<T> {
  readonly element = el('div', {});
  private rows: Row<T>[] = [];
  private readonly list: HTMLElement;
  private readonly add: HTMLButtonElement | undefined;

  constructor(
    name: string,
    private readonly make: (value: T) => Row<T>,
    adding?: Adding<T>,
  ) {
    this.list = el('div', { 'data-list': name });
    this.element.append(this.list);
    if (!adding) return;
    this.add = button(adding.label, () => focusFirst(this.append(adding.empty()).element));
    this.element.append(this.add);
  }

  set(values: T[]): void {
    this.list.replaceChildren();
    this.rows = [];
    values.forEach((value) => this.put(value));
  }

  get all(): readonly Row<T>[] {
    return this.rows;
  }

  read(): T[] {
    return this.rows.map((row) => row.read());
  }

  /** Adds a row at the end. */
  append(value: T): Row<T> {
    const row = this.put(value);
    this.changed();
    return row;
  }

  /** Gives the buttons by which a row goes up and down. */
  movers(element: HTMLElement, up: string, down: string): HTMLElement {
    return el('p', { class: 'row' }, button(up, () => this.move(element, -1)), button(down, () => this.move(element, 1)));
  }

  private move(element: HTMLElement, by: -1 | 1): void {
    const at = this.rows.findIndex((r) => r.element === element);
    const to = at + by;
    if (at < 0 || to < 0 || to >= this.rows.length) return;
    const focused = document.activeElement;
    const [row] = this.rows.splice(at, 1);
    this.rows.splice(to, 0, row!);
    this.list.replaceChildren(...this.rows.map((r) => r.element));
    element.scrollIntoView({ block: 'nearest' });
    // An element that is moved in the page loses the focus.
    if (focused instanceof HTMLElement && element.contains(focused)) focused.focus();
    this.changed();
  }

  private put(value: T): Row<T> {
    const row = this.make(value);
    row.element.classList.add('entry');
    row.element.setAttribute('data-row', '');
    // What is wrong with the row as a whole stands in it, and not at its first field.
    row.element.append(el('p', { class: 'wrong', hidden: true, id: newId() }), button(t('remove'), () => this.remove(row), 'quiet'));
    this.rows.push(row);
    this.list.append(row.element);
    return row;
  }

  /** Takes a row out; the focus goes to the one that comes in its place, or to where rows are added. */
  private remove(row: Row<T>): void {
    const at = this.rows.indexOf(row);
    row.element.remove();
    this.rows = this.rows.filter((r) => r !== row);
    this.changed();
    const next = this.rows[Math.min(at, this.rows.length - 1)];
    if (next) focusFirst(next.element);
    else (this.add ?? this.element.parentElement?.querySelector<HTMLElement>('input[type=file]'))?.focus();
  }

  private changed(): void {
    this.element.dispatchEvent(new Event('change', { bubbles: true }));
  }
}

function focusFirst(element: HTMLElement): void {
  element.querySelector<HTMLElement>('input, select, textarea')?.focus();
}
