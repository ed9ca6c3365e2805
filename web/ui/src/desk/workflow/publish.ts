/** What readers are told of a change: its kind, a note in each language, and which old words still stand. */
import { languageName } from '../text/language';
import { describe, fieldName } from '../text/describe';
import { openForm } from '../form/dialog';
import { button, el, fill } from '../form/dom';
import { checkbox, field, input, select } from '../form/field';
import type { Check, Feature, Incident, StaleWords, Story, Text } from '../api/forms';
import type { DeskPage } from '../shell/page';
import { Problem } from '../api/problem';
import { holdText } from './hold';
import { instant } from '../text/localtime';
import { TextFields } from '../form/texts';
import { t } from '../text/words';

export interface Reason {
  revision_kind?: string;
  note?: Text;
  /** When it is to be public, in UTC; at once without. */
  publish_at?: string;
}

/** What an editor wrote of a change in its dialog, for when it is opened again: in fields' values. */
export interface ChangeNote {
  kind: string;
  note: Text;
  at: string;
}

export function emptyChangeNote(): ChangeNote {
  return { kind: '', note: {}, at: '' };
}

interface Changing {
  readonly story: Story;
  readonly path: string;
  readonly isPublic: boolean;
  readonly element: HTMLElement;
  readonly incident: Incident;
  readonly changeNote: ChangeNote;
}

/**
 * Asks how a change is told, and shows what readers will see of it; nothing when it is not to be. What was written stays in
 * of.changeNote. Fails with the Problem for which the server refuses the change.
 */
export async function askRevision(page: DeskPage, of: Changing, patch: Record<string, unknown>): Promise<Reason | undefined> {
  const check = await readCheck(page, of, patch);
  const kind = select(page.config.choices['revision_kind']!, of.changeNote.kind, t('choose'));
  const note = new TextFields('note', t('publish.note'), of.story.languages, of.changeNote.note, { long: true, most: 2000 });
  const words = staleWords(of, check === 'unchecked' ? [] : [...(check.warnings ?? []), ...(check.story ?? []).map((w) => ({ ...w, ofStory: true }))]);
  const kindField = field('revision_kind', t('publish.kind'), kind, t('publish.kind_hint'));
  const asked = of.isPublic && !isUnpublished(patch);
  const at = input(of.changeNote.at, { type: 'datetime-local' });
  const later = el('details', { open: of.changeNote.at !== '' }, el('summary', {}, t('publish.later')), field('publish_at', t('publish.at'), at, t('publish.at_hint', { zone: of.story.zone })));
  const wanted = typeof patch['kind'] === 'string' ? patch['kind'] : of.incident.kind;
  const hold = isUnpublished(patch) ? '' : holdText(page.config, of.story, [wanted], Date.now());
  const done = await openForm(
    asked ? t('publish.change') : t('publish.publish'),
    [hold && el('p', { class: 'notice' }, hold), check === 'unchecked' ? el('p', { class: 'notice' }, t('publish.unchecked')) : seen(page, check), words.element, asked ? [kindField, note.element] : later],
    {
      done: asked ? t('publish.send_change') : t('publish.send'),
      wide: true,
      act: () => {
        if (words.open().length > 0) return t('publish.words_open');
        if (!asked) return '';
        if (!kind.value) return t('publish.kind_missing');
        const missing = of.story.languages.filter((lang) => !note.read()[lang]);
        return kind.value !== 'update' && missing.length > 0 ? t('publish.note_missing', { langs: missing.map(languageName).join(', ') }) : '';
      },
    },
  );
  Object.assign(of.changeNote, { kind: kind.value, note: note.read(), at: at.value });
  if (words.goTo) words.goTo();
  if (!done) return undefined;
  const text = note.read();
  if (!asked) return at.value ? { publish_at: instant(at.value, of.story.zone) } : {};
  return { revision_kind: kind.value, ...(Object.keys(text).length > 0 ? { note: text } : {}) };
}

function isUnpublished(patch: Record<string, unknown>): boolean {
  return patch['workflow'] === 'draft';
}

async function readCheck(page: DeskPage, of: Changing, patch: Record<string, unknown>): Promise<Check | 'unchecked'> {
  try {
    return (await page.api.post<Check>(`${of.path}/check`, patch)).body;
  } catch (error) {
    if (error instanceof Problem && [404, 405, 503].includes(error.status)) return 'unchecked';
    throw error;
  }
}

/** Shows what readers see before and after. */
function seen(page: DeskPage, { readers }: Check): HTMLElement {
  const cell = (name: string, value: unknown, of: Feature | null): HTMLElement => el('td', { class: 'value' }, describe(page.config, name, value, of?.properties));
  if (!readers.before && !readers.after) return el('p', { class: 'note' }, t('publish.unseen'));
  const was = readers.before !== null;
  const first = (): { field: string; old: unknown; new: unknown }[] => {
    const all = readers.after?.properties ?? {};
    return SHOWN.filter((name) => all[name] !== undefined && all[name] !== null).map((name) => ({ field: name, old: null, new: all[name] }));
  };
  const fields = was ? (readers.fields ?? []) : first();
  if (fields.length === 0) return el('p', { class: 'note' }, t('publish.same'));
  return el(
    'div',
    { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': t('publish.seen') },
    el(
      'table',
      {},
      el('caption', {}, t('publish.seen')),
      el('thead', {}, el('tr', {}, el('th', { scope: 'col' }, t('field')), was && el('th', { scope: 'col' }, t('before')), el('th', { scope: 'col' }, t('after')))),
      el('tbody', {}, fields.map((f) => el('tr', {}, el('th', { scope: 'row' }, fieldName(f.field)), was && cell(f.field, f.old, readers.before), cell(f.field, f.new, readers.after)))),
    ),
  );
}

/** What of a public feature is shown before it is public for the first time. */
const SHOWN = ['title', 'summary', 'kind', 'start', 'end', 'place', 'precision', 'killed', 'wounded', 'missing', 'detained', 'died_later', 'verification', 'note'];

type Told = StaleWords & { ofStory?: boolean };

/** Lists the words that still say the old, each to be changed or kept knowingly. */
function staleWords(of: Changing, all: Told[]): { element: HTMLElement; open: () => Told[]; goTo?: () => void } {
  const kept = new Set<Told>();
  const out: { element: HTMLElement; open: () => Told[]; goTo?: () => void } = { element: el('div', {}), open: () => all.filter((w) => !kept.has(w)) };
  if (all.length === 0) return out;
  const items = all.map((w) => {
    const where = w.ofStory ? t('publish.in_story', { field: fieldName(w.field) }) : fieldName(w.field);
    const text = t('publish.still_says', { field: where, lang: languageName(w.lang), words: w.words, old: String(w.old ?? ''), new: String(w.new ?? '') });
    const change = button(t('publish.change_words'), (event) => {
      (event.target as HTMLElement).closest('dialog')?.close();
      out.goTo = () => of.element.querySelector<HTMLElement>(`[data-field="${w.field}.${w.lang}"] :is(input, textarea)`)?.focus();
      out.goTo();
    });
    return el('li', { class: 'stale' }, el('p', {}, text), el('p', { class: 'row' }, !w.ofStory && change, checkbox(t('publish.keep_words'), false, (on) => void (on ? kept.add(w) : kept.delete(w)))));
  });
  fill(out.element, el('div', { class: 'notice' }, el('h3', {}, t('publish.words')), el('p', {}, t('publish.words_lede')), el('ul', {}, items)));
  return out;
}
