/** Fields: a label, a control, what is wrong with it, and where the API's names of fields lead. */
import type { Choice } from '../text/config';
import { el, newId, type Child } from './dom';
import { isSpoken, sayFault } from '../text/faults';
import type { Fault } from '../api/problem';

export type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** Makes a field; name is the API's name of it within what holds it. */
export function field(name: string, label: string, control: Control, hint = '', attributes: Record<string, string | boolean> = {}): HTMLElement {
  control.id ||= newId();
  const described = hint ? newId() : '';
  if (hint) control.setAttribute('aria-describedby', described);
  return el(
    'div',
    { class: 'field', 'data-field': name, ...attributes },
    el('label', { for: control.id }, label),
    control,
    hint ? el('p', { class: 'note', id: described }, hint) : null,
    el('p', { class: 'wrong', hidden: true, id: `${control.id}-wrong` }),
  );
}

export function input(value: string | number | undefined, attributes: Record<string, string | number | boolean | undefined> = {}): HTMLInputElement {
  const control = el('input', { type: 'text', autocomplete: 'off', ...attributes });
  control.value = value === undefined ? '' : String(value);
  return control;
}

export function textarea(value: string | undefined, attributes: Record<string, string | number | boolean | undefined> = {}): HTMLTextAreaElement {
  const control = el('textarea', { rows: 3, ...attributes });
  control.value = value ?? '';
  return control;
}

/** Makes a select; with empty, a first choice that is nothing. */
export function select(choices: Choice[], value: string | undefined, empty?: string): HTMLSelectElement {
  const control = el('select', {});
  const all = empty === undefined ? choices : [{ value: '', title: empty }, ...choices];
  for (const c of all) control.append(el('option', { value: c.value }, c.title));
  if (value && !all.some((c) => c.value === value)) control.append(el('option', { value }, value));
  control.value = value ?? '';
  if (control.selectedIndex < 0) control.selectedIndex = 0;
  return control;
}

export function checkbox(label: string, checked: boolean, change: (on: boolean) => void = () => undefined): HTMLLabelElement {
  const box = el('input', { type: 'checkbox' });
  box.checked = checked;
  box.addEventListener('change', () => change(box.checked));
  return el('label', { class: 'check' }, box, label);
}

export function fieldset(legend: string, ...children: Child[]): HTMLFieldSetElement {
  return el('fieldset', {}, el('legend', {}, legend), children);
}

/** Makes the fieldset of a list; name is the API's name of the list, of which as a whole something may be wrong. */
export function listset(name: string, legend: string, ...children: Child[]): HTMLFieldSetElement {
  return el('fieldset', { 'data-field': name }, el('legend', {}, legend), children, el('p', { class: 'wrong', hidden: true, id: newId() }));
}

/** Puts an error beside a field, or takes it away. Gives whether the field has a place for it. */
export function setWrong(holder: HTMLElement, detail: string, lang = ''): boolean {
  const note = holder.querySelector<HTMLElement>(':scope > .wrong');
  // What is wrong with a list, or a row of it, is no control's fault.
  const control = holder.classList.contains('field') ? holder.querySelector<Control>('input, select, textarea') : null;
  if (!note) return false;
  note.textContent = detail;
  note.hidden = detail === '';
  if (lang) note.lang = lang;
  else note.removeAttribute('lang');
  if (!control) return true;
  control.toggleAttribute('aria-invalid', detail !== '');
  if (detail) {
    control.setAttribute('aria-invalid', 'true');
    control.setAttribute('aria-errormessage', note.id);
  } else control.removeAttribute('aria-errormessage');
  return true;
}

export function clearWrong(form: HTMLElement): void {
  form.querySelectorAll<HTMLElement>('.field, fieldset, [data-row]').forEach((holder) => void setWrong(holder, ''));
}

/**
 * Puts each fault beside its field; that which comes first in the form gets the focus. Those whose field the form does not have, or
 * does not show, are given back.
 */
export function showFaults(form: HTMLElement, faults: Fault[]): Fault[] {
  const lost: Fault[] = [];
  let first: HTMLElement | undefined;
  for (const fault of faults) {
    const holder = find(form, fault.parameter);
    if (!holder || holder.closest('[hidden]') || !setWrong(holder, sayFault(fault.detail), isSpoken(fault.detail) ? '' : 'en')) {
      lost.push(fault);
      continue;
    }
    holder.closest('details')?.setAttribute('open', '');
    if (!first || holder.compareDocumentPosition(first) & first.DOCUMENT_POSITION_FOLLOWING) first = holder;
  }
  first?.querySelector<Control>('input, select, textarea')?.focus();
  return lost;
}

/** Finds the field of a name such as "sources[1].url": the innermost part of it that the form has. */
export function find(form: HTMLElement, name: string): HTMLElement | undefined {
  let at: HTMLElement = form;
  let found: HTMLElement | undefined;
  const list = /^([\w.]+)\[(\d+)\]\.?(.*)$/.exec(name);
  if (list) {
    const rows = at.querySelectorAll<HTMLElement>(`[data-list="${list[1]}"] > [data-row]`);
    const row = rows[Number(list[2])] ?? at.querySelector<HTMLElement>(`[data-also="${list[1]}[${list[2]}]"]`);
    if (!row) return at.querySelector<HTMLElement>(`[data-field="${list[1]}"]`) ?? undefined;
    found = at = row;
    name = list[3] ?? '';
  }
  for (let part = name; part; part = part.replace(/[.[]?[^.[]*$/, '')) {
    const quoted = part.replace(/["\\]/g, '\\$&');
    const holder = at.querySelector<HTMLElement>(`[data-field="${quoted}"], [data-field^="${quoted}."]`);
    if (holder) return holder;
  }
  return found;
}
