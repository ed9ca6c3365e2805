/** The history of an incident: any two revisions compared field by field, and one restored. */
import { newKey } from '../api/api';
import { titleOf } from '../text/config';
import { describe, fieldName } from '../text/describe';
import { openForm } from '../form/dialog';
import { button, el, fill } from '../form/dom';
import type { Editor } from './editor';
import { textIn, type Revision, type Story } from '../api/forms';
import { whenText } from '../text/localtime';
import type { DeskPage } from '../shell/page';
import { explain } from '../text/explain';
import { TextFields } from '../form/texts';
import { t } from '../text/words';

export function historyPanel(page: DeskPage, story: Story, id: string, editor: Editor): HTMLElement {
  const panel = el('section', { class: 'panel history' });
  const list = el('ol', { class: 'revisions' });
  const diff = el('div', { class: 'diff', role: 'region', tabindex: -1, 'aria-label': t('history.diff') });
  const path = `/stories/${story.slug}/incidents/${id}`;
  const show = async (): Promise<void> => {
    const { body } = await page.api.get<{ revisions: Revision[] }>(`${path}/revisions`);
    const newestFirst = [...body.revisions].reverse();
    fill(list, newestFirst.map((rev, i) => revision(page, story, rev, { before: newestFirst[i + 1], newest: newestFirst[0]! }, diff, editor)));
  };
  fill(panel, el('h2', {}, t('history')), list, diff);
  void page.attempt(show);
  editor.element.addEventListener('written', () => void page.attempt(show));
  return panel;
}

function revision(page: DeskPage, story: Story, rev: Revision, { before, newest }: { before: Revision | undefined; newest: Revision }, diff: HTMLElement, editor: Editor): HTMLElement {
  const when = whenText(page.config, rev.time, story.zone);
  const note = textIn(rev.note, ...page.langs);
  const shown = ['published', 'archived'].includes(rev.incident.workflow);
  return el(
    'li',
    {},
    el('p', {}, el('strong', {}, `${rev.revision}. ${t(`revised.${rev.kind}`)}`), ' ', el('span', { class: 'badge' }, titleOf(page.config, 'workflow', rev.incident.workflow))),
    el('p', { class: 'note' }, `${when}${rev.author ? ` · ${rev.author}` : ''}`),
    note && el('p', {}, note),
    el(
      'p',
      { class: 'row' },
      before && button(t('history.compare', { a: before.revision, b: rev.revision }), () => compare(page, editor, before, rev, diff)),
      rev !== newest && button(t('history.compare_now'), () => compare(page, editor, rev, newest, diff)),
      rev !== newest && button(t('history.restore'), () => restore(page, story, editor, rev)),
      shown && el('a', { class: 'button', href: page.readers(`/stories/${story.slug}?as_of=${rev.seq}`), target: '_blank', rel: 'noopener' }, t('history.as_of')),
    ),
  );
}

async function compare(page: DeskPage, editor: Editor, from: Revision, to: Revision, diff: HTMLElement): Promise<void> {
  try {
    const { body } = await page.api.get<{ fields: { field: string; old: unknown; new: unknown }[] }>(`${editor.path}/diff?from=${from.revision}&to=${to.revision}`);
    const value = (of: Revision, field: string, said: unknown): string => describe(page.config, field, said, { ...of.incident });
    const rows = body.fields.map((f) => el('tr', {}, el('th', { scope: 'row' }, fieldName(f.field)), el('td', { class: 'value old' }, value(from, f.field, f.old)), el('td', { class: 'value new' }, value(to, f.field, f.new))));
    fill(
      diff,
      el(
        'table',
        {},
        el('caption', {}, t('history.between', { a: from.revision, b: to.revision })),
        el('thead', {}, el('tr', {}, el('th', { scope: 'col' }, t('field')), el('th', { scope: 'col' }, t('before')), el('th', { scope: 'col' }, t('after')))),
        el('tbody', {}, rows.length > 0 ? rows : el('tr', {}, el('td', { colspan: 3 }, t('history.same')))),
      ),
    );
  } catch (error) {
    fill(diff, el('p', { class: 'notice' }, explain(error)));
  }
  diff.focus();
}

/** Restores a revision as a new one; of a published incident readers are told why. */
async function restore(page: DeskPage, story: Story, editor: Editor, rev: Revision): Promise<void> {
  const note = new TextFields('note', t('publish.note'), story.languages, {}, { long: true, most: 2000 });
  const done = await openForm(t('history.restore'), [el('p', {}, t('history.restore_lede', { n: rev.revision })), editor.unsent, note.element], {
    done: t('history.restore'),
    act: async () => {
      try {
        await page.api.post(`${editor.path}/restore`, { revision: rev.revision, note: note.read() }, { ifMatch: editor.revision, key: newKey() });
        return '';
      } catch (error) {
        return explain(error);
      }
    },
  });
  if (done) await editor.goBack();
}
