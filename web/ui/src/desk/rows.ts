/** A list of rows that are added, taken out and read one by one. */
import { button, el } from './dom';
import { t } from './words';

export interface Row<T> {
  element: HTMLElement;
  read: () => T;
}

export class Rows<T> {
  readonly element = el('div', {});
  private rows: Row<T>[] = [];
  private readonly list: HTMLElement;

  constructor(
    name: string,
    addLabel: string,
    private readonly make: (value: T) => Row<T>,
    empty: () => T,
  ) {
    this.list = el('div', { 'data-list': name });
    const add = button(addLabel, () => {
      const row = this.add(empty());
      this.changed();
      row.element.querySelector<HTMLElement>('input, select, textarea')?.focus();
    });
    this.element.append(this.list, add);
  }

  set(values: T[]): void {
    this.list.replaceChildren();
    this.rows = [];
    values.forEach((value) => this.add(value));
  }

  get all(): readonly Row<T>[] {
    return this.rows;
  }

  read(): T[] {
    return this.rows.map((row) => row.read());
  }

  /** Moves a row up or down by one. */
  move(element: HTMLElement, by: -1 | 1): void {
    const at = this.rows.findIndex((r) => r.element === element);
    const to = at + by;
    if (at < 0 || to < 0 || to >= this.rows.length) return;
    const [row] = this.rows.splice(at, 1);
    this.rows.splice(to, 0, row!);
    this.list.replaceChildren(...this.rows.map((r) => r.element));
    element.scrollIntoView({ block: 'nearest' });
    this.changed();
  }

  private add(value: T): Row<T> {
    const row = this.make(value);
    row.element.classList.add('entry');
    row.element.setAttribute('data-row', '');
    row.element.append(
      button(t('remove'), () => {
        row.element.remove();
        this.rows = this.rows.filter((r) => r !== row);
        this.changed();
      }, 'quiet'),
    );
    this.rows.push(row);
    this.list.append(row.element);
    return row;
  }

  private changed(): void {
    this.element.dispatchEvent(new Event('change', { bubbles: true }));
  }
}
