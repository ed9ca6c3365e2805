/** A text in each of a story's languages: one control for each. */
import { el, fill } from './dom';
import { field, input, textarea, type Control } from './field';
import type { Text } from '../api/forms';
import { languageName } from '../text/language';

export class TextFields {
  readonly element = el('div', { class: 'texts' });
  private controls = new Map<string, Control>();

  constructor(
    private readonly name: string,
    private readonly label: string,
    private langs: string[],
    private values: Text = {},
    private readonly options: { long?: boolean; most?: number; required?: boolean; hint?: string } = {},
  ) {
    this.build();
  }

  /** Shows other languages; what was written in one that goes is kept for when it comes back. */
  setLangs(langs: string[]): void {
    this.values = this.read();
    this.langs = langs;
    this.build();
  }

  set(values: Text | undefined): void {
    this.values = { ...values };
    this.build();
  }

  /** Gives the texts that are there, of every language. */
  read(): Text {
    const all: Text = { ...this.values };
    for (const [lang, control] of this.controls) all[lang] = control.value.trim();
    return Object.fromEntries(Object.entries(all).filter(([, text]) => text !== ''));
  }

  control(lang: string): Control | undefined {
    return this.controls.get(lang);
  }

  private build(): void {
    this.controls = new Map();
    // What is written in a language that the story does not have must be seen, too.
    const langs = [...this.langs, ...Object.keys(this.values).filter((l) => !this.langs.includes(l))];
    fill(
      this.element,
      langs.map((lang) => {
        const attributes = { lang, maxlength: this.options.most, required: (this.options.required ?? false) && lang === langs[0], spellcheck: true };
        const control = this.options.long ? textarea(this.values[lang], attributes) : input(this.values[lang], attributes);
        this.controls.set(lang, control);
        const label = langs.length > 1 ? `${this.label} (${languageName(lang)})` : this.label;
        return field(`${this.name}.${lang}`, label, control, lang === langs[0] ? this.options.hint : '');
      }),
    );
  }
}

/** Gives a merge patch of a text: what is not there any more is null (RFC 7396). */
export function textPatch(before: Text | undefined, after: Text): Record<string, string | null> {
  const patch: Record<string, string | null> = { ...after };
  for (const lang of Object.keys(before ?? {})) if (!(lang in after)) patch[lang] = null;
  return patch;
}

