/** The layers' switches, which are the map's legend too. */
import type { LayerConfig } from './config';

export class LayerSwitches {
  private readonly boxes: HTMLInputElement[];

  constructor(
    form: HTMLFormElement | null,
    private readonly layers: LayerConfig[],
    onChange: () => void,
  ) {
    this.boxes = [...(form?.querySelectorAll<HTMLInputElement>('input[name=layers]') ?? [])];
    form?.addEventListener('change', onChange);
    form?.addEventListener('submit', (event) => event.preventDefault());
  }

  on(): Set<string> {
    return new Set(this.boxes.filter((box) => box.checked).map((box) => box.value));
  }

  /** Switches these layers on and the others off; undefined is all. What cannot be switched stays. */
  set(ids: string[] | undefined): void {
    for (const box of this.boxes) if (!box.disabled) box.checked = ids === undefined || ids.includes(box.value);
  }

  /** The layers for the address: undefined while all are on. */
  state(): string[] | undefined {
    const on = this.on();
    return this.layers.every(({ id }) => on.has(id)) ? undefined : [...on];
  }
}
