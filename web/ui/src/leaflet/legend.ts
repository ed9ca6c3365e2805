/** The legend on the map: the server writes what signs mean, this what sizes and shades of counts mean. */
import * as L from './leaflet';
import { isDivision, type Choice } from '../story/choice';

/** The narrowest and the lowest map on which it is open from the beginning, in CSS pixels. */
const ROOMY = { width: 700, height: 560 };

export class Legend {
  private readonly element: HTMLDetailsElement | null;
  private readonly scales = new Map<string, Node>();

  constructor(map: L.Map) {
    const box = map.getContainer();
    this.element = box.querySelector<HTMLDetailsElement>('.map-legend');
    if (!this.element) return; // maps of the desk have none
    L.disableClickPropagation(this.element);
    for (const type of ['wheel', 'keydown']) this.element.addEventListener(type, (event) => event.stopPropagation());
    this.element.open = box.clientWidth >= ROOMY.width && box.clientHeight >= ROOMY.height;
  }

  /** Calls when the reader opens or closes it. */
  onToggle(call: () => void): void {
    let was = this.element?.open;
    this.element?.addEventListener('toggle', () => {
      if (was !== this.element!.open) call();
      was = this.element!.open;
    });
  }

  /** Says what sizes or shades mean; nothing where none are drawn. */
  tell(of: 'bubbles' | 'density', scale: Node | undefined): void {
    const part = this.element?.querySelector<HTMLElement>('.scale');
    if (!part) return;
    if (scale) this.scales.set(of, scale);
    else this.scales.delete(of);
    part.hidden = this.scales.size === 0;
    part.replaceChildren(...this.scales.values());
  }

  /** Calls with what the reader chooses in it: how counts are drawn. */
  onChoice(call: (choice: Choice) => void): void {
    this.element?.addEventListener('change', () => call(Object.fromEntries(this.fields().map((field) => [field.name, field instanceof HTMLInputElement && !field.checked ? undefined : field.value]))));
  }

  /** Shows a choice. */
  choose(choice: Choice): void {
    for (const field of this.fields()) {
      const wanted = choice[field.name as keyof Choice];
      if (field instanceof HTMLInputElement) field.checked = wanted === field.value;
      else field.selectedIndex = Math.max(0, [...field.options].findIndex(({ value }) => value === wanted));
    }
    this.element?.classList.toggle('by-area', isDivision(choice.show));
  }

  private fields(): (HTMLSelectElement | HTMLInputElement)[] {
    return [...(this.element?.querySelectorAll<HTMLSelectElement | HTMLInputElement>('[name]') ?? [])];
  }

  get isOpen(): boolean {
    return this.element?.open ?? false;
  }

  close(): void {
    if (this.element) this.element.open = false;
  }

  /** The part of the map that it covers, in pixels from the map's corner. */
  box(): { left: number; right: number; top: number; bottom: number } | undefined {
    if (!this.element) return undefined;
    const { offsetLeft: left, offsetTop: top, offsetWidth, offsetHeight } = this.element;
    return { left, top, right: left + offsetWidth, bottom: top + offsetHeight };
  }
}
