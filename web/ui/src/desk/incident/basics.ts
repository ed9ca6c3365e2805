/** What an incident is called, of which kind it is, and how sure anyone is. */
import type { DeskConfig } from '../text/config';
import { el } from '../form/dom';
import { field, fieldset, select } from '../form/field';
import type { Incident, Story } from '../api/forms';
import type { Section } from '../form/section';
import { TextFields, textPatch } from '../form/texts';
import { t } from '../text/words';

export class TextsSection implements Section {
  readonly element: HTMLElement;
  private readonly title: TextFields;
  private readonly summary: TextFields;

  constructor(config: DeskConfig, story: Story) {
    this.title = new TextFields('title', t('incident.title'), story.languages, {}, { most: config.limits.title, required: true, hint: t('incident.title_hint') });
    this.summary = new TextFields('summary', t('incident.summary'), story.languages, {}, { long: true, most: config.limits.text });
    this.element = fieldset(t('incident.texts'), this.title.element, this.summary.element);
  }

  write(form: Partial<Incident>): void {
    this.title.set(form.title);
    this.summary.set(form.summary);
  }

  read(): Partial<Incident> {
    return { title: this.title.read(), summary: this.summary.read() };
  }

  patch(before: Partial<Incident>): Record<string, unknown> {
    return { title: textPatch(before.title, this.title.read()), summary: textPatch(before.summary, this.summary.read()) };
  }
}

export class KindSection implements Section {
  readonly element: HTMLElement;
  private readonly kind: HTMLSelectElement;
  private readonly class: HTMLSelectElement;
  private readonly verification: HTMLSelectElement;
  private readonly disclosure: HTMLSelectElement;

  constructor(config: DeskConfig) {
    this.kind = select(config.kinds, '', t('choose'));
    this.class = select(config.choices['class']!, '', t('incident.class_usual'));
    this.verification = select(config.choices['verification']!, 'unverified');
    this.disclosure = select(config.choices['disclosure']!, '', t('incident.disclosure_story'));
    this.element = fieldset(
      t('incident.what'),
      el('div', { class: 'columns' }, field('kind', t('incident.kind'), this.kind), field('class', t('incident.class'), this.class)),
      el(
        'div',
        { class: 'columns' },
        field('verification', t('incident.verification'), this.verification),
        field('disclosure', t('incident.disclosure'), this.disclosure, t('incident.disclosure_hint')),
      ),
    );
    // A class that is not chosen by hand follows from the kind.
    this.kind.addEventListener('change', () => {
      if (this.class.value) this.class.value = config.kinds.find((k) => k.value === this.kind.value)?.class ?? '';
    });
  }

  write(form: Partial<Incident>): void {
    this.kind.value = form.kind ?? '';
    this.class.value = form.class ?? '';
    this.verification.value = form.verification ?? 'unverified';
    this.disclosure.value = form.disclosure ?? '';
  }

  read(): Partial<Incident> {
    return {
      kind: this.kind.value,
      ...(this.class.value ? { class: this.class.value } : {}),
      verification: this.verification.value,
      ...(this.disclosure.value ? { disclosure: this.disclosure.value } : {}),
    };
  }

  patch(): Record<string, unknown> {
    return { ...this.read(), disclosure: this.disclosure.value || null };
  }
}
