/** The offer of work that this browser kept and that was not sent. */
import type { Kept } from './autosave';
import { fieldName } from '../text/describe';
import { button, el } from '../form/dom';
import { t } from '../text/words';

/** Makes the offer; when is the time it was kept, stale whether the incident has changed since. */
export function keptOffer(kept: Kept, when: string, stale: boolean, take: () => unknown, drop: () => void): HTMLElement {
  return el(
    'div',
    { class: 'notice' },
    el('p', {}, t('autosave.found', { when }), stale && ` ${t('autosave.stale')}`),
    unfinishedNote(kept),
    el('p', { class: 'row' }, button(t('autosave.take'), take), button(t('autosave.drop'), drop)),
  );
}

/** Names what was written only in part, and so is not kept; nothing where there is none. */
export function unfinishedNote({ unfinished }: Kept): HTMLElement | null {
  return unfinished?.length ? el('p', {}, t('autosave.unfinished', { fields: unfinished.map(fieldName).join(', ') })) : null;
}

/** Names the fields of a form in which something is written of which the browser tells no value. */
export function unfinishedIn(form: HTMLElement): string[] {
  const controls = [...form.querySelectorAll<HTMLInputElement>('input')].filter((c) => c.validity.badInput && !c.closest('[hidden]'));
  return controls.map((c) => c.closest<HTMLElement>('[data-field]')?.dataset['field'] ?? '');
}
