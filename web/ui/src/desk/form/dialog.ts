/** Dialogs: the browser's own, so that focus and Escape are right. */
import { el, fill, newId, type Child } from './dom';
import { explain } from '../text/explain';
import { refuse } from './validity';
import { t } from '../text/words';

/**
 * Opens a dialog with a form. act is done when it is sent; while it gives a text, that is what is wrong, and the
 * dialog stays, as it does while something is wrong with a field. Gives whether it was done.
 */
export function openForm(
  title: string,
  body: Child[],
  options: { act: (dialog: HTMLDialogElement) => Promise<string> | string; done: string; alarm?: boolean; wide?: boolean; /** Nothing is left to put off. */ final?: boolean; ready?: (form: HTMLFormElement, send: HTMLButtonElement) => void },
): Promise<boolean> {
  return new Promise((settle) => {
    const heading = newId();
    const wrong = el('p', { class: 'notice', role: 'alert', hidden: true });
    const send = el('button', { type: 'submit', class: options.alarm ? 'alarm' : 'main' }, options.done);
    const cancel = el('button', { type: 'button', onclick: () => dialog.close() }, t('cancel'));
    const form = el('form', { method: 'dialog', novalidate: true }, el('h2', { id: heading }, title), body, wrong, el('p', { class: 'row' }, send, !options.final && cancel));
    const dialog = el('dialog', { class: options.wide ? 'wide' : undefined, 'aria-labelledby': heading }, form);
    let done = false;
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      if (refuse(form, () => true)) {
        wrong.hidden = false;
        fill(wrong, t('error.fields'));
        return;
      }
      send.disabled = true;
      void acted(options.act, dialog).then((fault) => {
        send.disabled = false;
        done = fault === '';
        wrong.hidden = done;
        fill(wrong, fault);
        if (done) dialog.close();
      });
    });
    dialog.addEventListener('close', () => {
      dialog.remove();
      settle(done);
    });
    document.body.append(dialog);
    dialog.showModal();
    options.ready?.(form, send);
  });
}

/** What is wrong after act; that it failed, too: a dialog that says nothing looks as if it waited. */
async function acted(act: (dialog: HTMLDialogElement) => Promise<string> | string, dialog: HTMLDialogElement): Promise<string> {
  try {
    return await act(dialog);
  } catch (error) {
    return explain(error);
  }
}
