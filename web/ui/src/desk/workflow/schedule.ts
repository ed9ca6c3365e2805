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

  /** zone: whose clocks are written. */
  constructor(private readonly zone: string) {
    this.element = fieldset(t('schedule'), field('publish_at', t('publish.at'), this.at, t('schedule.hint', { zone })));
  }

  write(form: Partial<Incident>): void {
    this.before = form.publish_at ?? '';
    this.at.value = local(this.before, this.zone);
  }

  /** What was not touched stays to the second. */
  read(): Partial<Incident> {
    const now = this.at.value === local(this.before, this.zone) ? this.before : instant(this.at.value, this.zone);
    return now ? { publish_at: now } : {};
  }

  patch(): Record<string, unknown> {
    return { publish_at: this.read().publish_at ?? null };
  }
}
