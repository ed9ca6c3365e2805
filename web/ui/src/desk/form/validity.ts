/** What is wrong with controls before anything is sent: a browser gives an unfinished or impossible entry as an empty value. */
import { clearWrong, setWrong } from './field';
import { t } from '../text/words';

type Entry = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** Types of inputs whose value is empty while what is written in them is no value. */
const TYPED = ['number', 'date', 'time', 'datetime-local'];

/** Whether the browser reads what is written in a control as a number, a day or a time. */
export function isTyped(control: Entry): boolean {
  return TYPED.includes(control.type);
}

/** Says what is wrong with a control; empty where nothing is. */
export function faultOf(control: Entry): string {
  const { validity } = control;
  const { min, max, step } = control as HTMLInputElement;
  if (validity.valid) return '';
  if (validity.badInput) return t(control.type === 'number' ? 'wrong.no_figure' : control.type === 'time' ? 'wrong.part_time' : 'wrong.part_day');
  if (validity.valueMissing) return t('wrong.missing');
  if (validity.rangeUnderflow || validity.rangeOverflow) return rangeText(min, max);
  if (validity.stepMismatch && step === '1') return t('wrong.integer');
  return control.validationMessage || t('wrong.type');
}

function rangeText(min: string, max = ''): string {
  const minus = (n: string): string => n.replace('-', '−');
  return max === '' ? t('wrong.least', { min: minus(min) }) : t('wrong.range', { min: minus(min), max: minus(max) });
}

/**
 * Marks each control of a form in which something is wrong, and gives whether there is one; the first gets the focus. Of a control
 * that is not shown nothing is read, so nothing can be wrong. What drafts may lack is for the server to tell: judged says which
 * controls are looked at.
 */
export function refuse(form: HTMLElement, judged: (control: Entry) => boolean = isTyped): boolean {
  clearWrong(form);
  let first: Entry | undefined;
  for (const control of form.querySelectorAll<Entry>('input, textarea, select')) {
    if (!judged(control) || control.closest('[hidden]')) continue;
    const fault = faultOf(control);
    if (!fault) continue;
    const holder = control.closest<HTMLElement>('.field');
    if (holder) setWrong(holder, fault);
    for (let at = control.closest('details'); at; at = at.parentElement?.closest('details') ?? null) at.setAttribute('open', '');
    first ??= control;
  }
  first?.focus();
  return first !== undefined;
}
