/** What was said is taken back, taken out of all that was written, or taken off the disk: each with a right of its own. */
import { languageName } from '../text/language';
import { newKey } from '../api/api';
import { fieldName } from '../text/describe';
import { openForm } from '../form/dialog';
import { el } from '../form/dom';
import { checkbox, field, input, select } from '../form/field';
import { textIn, type Incident, type Story } from '../api/forms';
import type { DeskPage } from '../shell/page';
import { explain } from '../text/explain';
import { TextFields } from '../form/texts';
import { t } from '../text/words';

/** The form of the incident: what of it is not sent yet goes with what is taken away. */
export interface Taken {
  readonly incident: Incident;
  readonly unsent: HTMLElement | null;
}

/** Takes an incident back: it stays, with the reason. */
export function retract(page: DeskPage, story: Story, path: string, etag: string, of: Taken): Promise<boolean> {
  const note = new TextFields('note', t('retract.note'), story.languages, {}, { long: true, most: 2000 });
  return openForm(t('step.retract'), [el('p', {}, t('retract.lede')), of.unsent, note.element], {
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
export function redact(page: DeskPage, story: Story, path: string, _etag: string, of: Taken): Promise<boolean> {
  const fields = new Set<string>();
  const reason = reasonChoice(page);
  const note = new TextFields('note', t('redact.note'), story.languages, {}, { long: true, most: 2000, hint: t('redact.note_hint') });
  let sure = false;
  const boxes = REDACTABLE.map((name) => checkbox(fieldName(name), false, (on) => void (on ? fields.add(name) : fields.delete(name))));
  return openForm(
    t('step.redact'),
    [
      el('p', { class: 'notice' }, t('redact.lede')),
      of.unsent,
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
        if (!reason.value) return t('redact.reason_missing');
        if (!sure) return t('redact.not_sure');
        if (Object.keys(note.read()).length === 0) return t('publish.note_missing', { langs: story.languages.map(languageName).join(', ') });
        return fault(page.api.post(`${path}/redact`, { fields: [...fields], reason: reason.value, note: note.read() }));
      },
    },
  );
}

/** Takes an incident, or what one source says in it, off the disk. */
export function erase(page: DeskPage, story: Story, path: string, _etag: string, of: Taken): Promise<boolean> {
  const reason = reasonChoice(page);
  const sources = (of.incident.sources ?? []).map((s) => ({ value: s.id ?? '', title: textIn(s.publisher, ...page.langs) || s.url || s.id || '' }));
  const source = select(sources, '', t('erase.whole'));
  const note = new TextFields('note', t('redact.note'), story.languages, {}, { long: true, most: 2000, hint: t('redact.note_hint') });
  const word = input('', { autocapitalize: 'off', spellcheck: false });
  return openForm(
    t('step.erase'),
    [
      el('p', { class: 'notice' }, t('erase.lede')),
      of.unsent,
      field('reason', t('redact.reason'), reason),
      sources.length > 0 && field('source', t('erase.what'), source),
      note.element,
      field('word', t('erase.word', { word: t('erase.the_word') }), word),
    ],
    {
      done: t('step.erase'),
      alarm: true,
      act: () => {
        if (word.value.trim().toLowerCase() !== t('erase.the_word')) return t('erase.no_word', { word: t('erase.the_word') });
        if (!reason.value) return t('redact.reason_missing');
        const body: Record<string, unknown> = { reason: reason.value, note: note.read() };
        if (source.value) body['source'] = source.value;
        return fault(page.api.post(`${path}/erase`, body));
      },
    },
  );
}

/** Readers are told the reason: none is given that nobody chose. */
function reasonChoice(page: DeskPage): HTMLSelectElement {
  return select(page.config.choices['reason']!, '', t('choose'));
}

async function fault(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return '';
  } catch (error) {
    return explain(error);
  }
}
