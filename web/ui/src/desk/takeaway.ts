/** What was said is taken back, taken out of all that was written, or taken off the disk: each with a right of its own. */
import { newKey } from './api';
import { fieldName } from './describe';
import { openForm } from './dialog';
import { el } from './dom';
import { checkbox, field, input, select } from './field';
import type { Story } from './forms';
import type { DeskPage } from './page';
import { explain } from './problem';
import { languageName, TextFields } from './texts';
import { t } from './words';

/** Takes an incident back: it stays, with the reason. */
export function retract(page: DeskPage, story: Story, path: string, etag: string): Promise<boolean> {
  const note = new TextFields('note', t('retract.note'), story.languages, {}, { long: true, most: 2000 });
  return openForm(t('step.retract'), [el('p', {}, t('retract.lede')), note.element], {
    done: t('step.retract'),
    alarm: true,
    act: () => {
      const missing = story.languages.filter((lang) => !note.read()[lang]);
      if (missing.length > 0) return t('publish.note_missing', { langs: missing.map(languageName).join(', ') });
      return fault(page.api.post(`${path}/retract`, { note: note.read() }, { ifMatch: etag, key: newKey() }));
    },
  });
}

const REDACTABLE = ['title', 'summary', 'when', 'where', 'casualties', 'claims', 'sources', 'relations', 'media', 'extra', 'note', 'author'];

/** Takes words out of all that was ever written of an incident. */
export function redact(page: DeskPage, story: Story, path: string, _etag: string): Promise<boolean> {
  const fields = new Set<string>();
  const reason = select(page.config.choices['reason']!, 'safety');
  const note = new TextFields('note', t('redact.note'), story.languages, {}, { long: true, most: 2000, hint: t('redact.note_hint') });
  let sure = false;
  const boxes = REDACTABLE.map((name) => checkbox(fieldName(name), false, (on) => void (on ? fields.add(name) : fields.delete(name))));
  return openForm(
    t('step.redact'),
    [
      el('p', { class: 'notice' }, t('redact.lede')),
      el('fieldset', {}, el('legend', {}, t('redact.fields')), el('div', { class: 'checks' }, boxes)),
      field('reason', t('redact.reason'), reason),
      note.element,
      checkbox(t('redact.sure'), false, (on) => (sure = on)),
    ],
    {
      done: t('step.redact'),
      alarm: true,
      act: () => {
        if (fields.size === 0) return t('redact.fields_missing');
        if (!sure) return t('redact.not_sure');
        if (Object.keys(note.read()).length === 0) return t('publish.note_missing', { langs: story.languages.map(languageName).join(', ') });
        return fault(page.api.post(`${path}/redact`, { fields: [...fields], reason: reason.value, note: note.read() }));
      },
    },
  );
}

/** Takes an incident, or what one source says in it, off the disk. */
export function erase(page: DeskPage, story: Story, path: string, _etag: string): Promise<boolean> {
  const reason = select(page.config.choices['reason']!, 'privacy');
  const source = input('', { maxlength: 100 });
  const note = new TextFields('note', t('redact.note'), story.languages, {}, { long: true, most: 2000, hint: t('redact.note_hint') });
  const word = input('', { autocapitalize: 'off', spellcheck: false });
  return openForm(
    t('step.erase'),
    [
      el('p', { class: 'notice' }, t('erase.lede')),
      field('reason', t('redact.reason'), reason),
      field('source', t('erase.source'), source, t('erase.source_hint')),
      note.element,
      field('word', t('erase.word', { word: t('erase.the_word') }), word),
    ],
    {
      done: t('step.erase'),
      alarm: true,
      act: () => {
        if (word.value.trim().toLowerCase() !== t('erase.the_word')) return t('erase.no_word', { word: t('erase.the_word') });
        const body: Record<string, unknown> = { reason: reason.value, note: note.read() };
        if (source.value.trim()) body['source'] = source.value.trim();
        return fault(page.api.post(`${path}/erase`, body));
      },
    },
  );
}

async function fault(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return '';
  } catch (error) {
    return explain(error);
  }
}
