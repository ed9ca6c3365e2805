/** What may be said of a file so that it is read rightly. Reports advise these fields by their labels. */
import type { DeskConfig } from '../text/config';
import { el } from '../form/dom';
import { checkbox, field, input, select, type Control } from '../form/field';
import { t } from '../text/words';

/** An option that has its own place on the page, beside the kinds that are proposed. */
const ADD_KINDS = 'add_kinds';

export class ImportOptions {
  private readonly values = new Map<string, string>();
  private readonly controls = new Map<string, HTMLElement>();

  constructor(
    private readonly config: DeskConfig,
    /** Reads the file anew, and the page with it. */
    private readonly changed: () => Promise<unknown>,
  ) {}

  /** Puts what is chosen into the words of an address. */
  write(words: URLSearchParams): void {
    for (const [name, value] of this.values) words.set(name, value);
  }

  /** Makes the fields, with what was chosen before in them. They stay open once something is chosen. */
  element(): HTMLElement {
    const fields = this.config.importOptions.filter(({ name }) => name !== ADD_KINDS).map((option) => this.field(option));
    return el('details', { open: this.values.size > 0 }, el('summary', {}, t('import.options')), el('p', { class: 'note' }, t('import.options_hint')), fields);
  }

  private field({ name, label, box, choices }: DeskConfig['importOptions'][number]): HTMLElement {
    const value = this.values.get(name);
    if (box) {
      const made = checkbox(label, value === '1', (on) => this.choose(name, on ? '1' : ''));
      this.controls.set(name, made.querySelector('input')!);
      return made;
    }
    let control: Control;
    const listed = name === 'kind' ? this.config.kinds : choices;
    if (listed) control = select(listed, value, '—');
    else control = input(value, { type: name === 'today' ? 'date' : 'text', maxlength: 200 });
    control.addEventListener('change', () => this.choose(name, control.value.trim()));
    this.controls.set(name, control);
    return field(name, label, control);
  }

  private choose(name: string, value: string): void {
    if (value) this.values.set(name, value);
    else this.values.delete(name);
    // The page is made anew: what was changed keeps the focus.
    void this.changed().then(() => this.controls.get(name)?.focus());
  }
}
