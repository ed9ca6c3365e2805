/** Incidents that may be the same, side by side, and merging them. */
import { languageName } from '../text/language';
import { newKey } from '../api/api';
import { describe, fieldName } from '../text/describe';
import { openForm } from '../form/dialog';
import { button, el, fill } from '../form/dom';
import type { Editor } from './editor';
import { textIn, type Incident, type Story, type Reason } from '../api/forms';
import type { DeskPage } from '../shell/page';
import { explain } from '../text/explain';
import { reasonList } from '../form/reasons';
import { TextFields } from '../form/texts';
import { t } from '../text/words';

interface Likeness {
  incident: Incident;
  score: number;
  explained?: Reason[];
}

const COMPARED = ['title', 'kind', 'start', 'place', 'precision', 'casualties', 'sources', 'workflow'];

export function duplicatesPanel(page: DeskPage, story: Story, id: string, editor: Editor): HTMLElement {
  const panel = el('section', { class: 'panel', hidden: true });
  void page.api
    .get<{ candidates: Likeness[] }>(`/stories/${story.slug}/incidents/${id}/duplicates`)
    .then(({ body }) => {
      if (body.candidates.length === 0) return;
      panel.hidden = false;
      fill(
        panel,
        el('h2', {}, t('duplicates')),
        body.candidates.slice(0, 5).map((c) => candidate(page, story, c, editor)),
      );
    })
    .catch(() => undefined); // it is a hint
  return panel;
}

function candidate(page: DeskPage, story: Story, c: Likeness, editor: Editor): HTMLElement {
  return el(
    'div',
    { class: 'entry' },
    el('p', {}, el('a', { href: page.href(`/stories/${story.slug}/incidents/${c.incident.id!}`) }, textIn(c.incident.title, ...page.langs))),
    el('p', { class: 'note' }, `${t('duplicates.score', { score: Math.round(c.score * 100) })} · `, reasonList(page.config, c.explained ?? [])),
    button(t('duplicates.compare'), () => merge(page, story, c.incident, editor)),
  );
}

/** Shows both side by side; merging keeps the other, and this one leads to it. */
async function merge(page: DeskPage, story: Story, other: Incident, editor: Editor): Promise<void> {
  const mine = editor.incident as unknown as Record<string, unknown>;
  const theirs = other as unknown as Record<string, unknown>;
  const note = new TextFields('note', t('publish.note'), story.languages, {}, { long: true, most: 2000 });
  const rows = COMPARED.map((name) =>
    el('tr', {}, el('th', { scope: 'row' }, fieldName(name)), el('td', { class: 'value' }, describe(page.config, name, mine[name], mine)), el('td', { class: 'value' }, describe(page.config, name, theirs[name], theirs))),
  );
  const table = el(
    'table',
    {},
    el('caption', {}, t('duplicates.compare')),
    el('thead', {}, el('tr', {}, el('th', { scope: 'col' }, t('field')), el('th', { scope: 'col' }, t('duplicates.this')), el('th', { scope: 'col' }, t('duplicates.other')))),
    el('tbody', {}, rows),
  );
  const done = await openForm(t('duplicates.merge'), [table, el('p', {}, t('duplicates.lede')), editor.unsent, note.element], {
    done: t('duplicates.merge'),
    alarm: true,
    wide: true,
    act: async () => {
      const said = note.read();
      const missing = story.languages.filter((lang) => !said[lang]);
      if (editor.isPublic && missing.length > 0) return t('publish.note_missing', { langs: missing.map(languageName).join(', ') });
      try {
        await page.api.post(`${editor.path}/merge`, { into: other.id, note: said }, { ifMatch: editor.revision, key: newKey() });
        return '';
      } catch (error) {
        return explain(error);
      }
    },
  });
  if (done) await editor.goBack();
}
