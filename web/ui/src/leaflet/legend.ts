/** The legend on the map: the server writes what signs mean, this what sizes and shades of counts mean. */
import * as L from './leaflet';

/** The narrowest and the lowest map on which it is open from the beginning, in CSS pixels. */
const ROOMY = { width: 700, height: 560 };

export class Legend {
  private readonly element: HTMLDetailsElement | null;

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
  tell(scale: Node | undefined): void {
    const part = this.element?.querySelector<HTMLElement>('.scale');
    if (!part) return;
    part.hidden = !scale;
    part.replaceChildren(...(scale ? [scale] : []));
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
