/** When an incident is to be public, at the earliest. */
import { field, fieldset, input } from '../form/field';
import type { Incident } from '../api/forms';
import { instant, local } from '../text/localtime';
import type { Section } from '../form/section';
import { t } from '../text/words';

export class ScheduleSection implements Section {
  readonly element: HTMLElement;
  private readonly at = input('', { type: 'datetime-local' });
  private before = '';

  constructor() {
    this.element = fieldset(t('schedule'), field('publish_at', t('publish.at'), this.at, t('schedule.hint')));
  }

  write(form: Partial<Incident>): void {
    this.before = form.publish_at ?? '';
    this.at.value = local(this.before);
  }

  /** What was not touched stays to the second. */
  read(): Partial<Incident> {
    const now = this.at.value === local(this.before) ? this.before : instant(this.at.value);
    return now ? { publish_at: now } : {};
  }

  patch(): Record<string, unknown> {
    return { publish_at: this.read().publish_at ?? null };
  }
}
