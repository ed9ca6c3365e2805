/** The page of one incident: its form, and beside it what is known of it. */
import type { Answer } from '../api/api';
import { adoptKinds } from '../text/config';
import { duplicatesPanel } from './duplicates';
import { Editor } from './editor';
import { el } from '../form/dom';
import { textIn, type Incident, type Story } from '../api/forms';
import { historyPanel } from './history';
import { Live } from '../shell/live';
import { onMapPanel } from './onmap';
import type { DeskPage } from '../shell/page';
import { t } from '../text/words';

export async function incidentPage(page: DeskPage): Promise<void> {
  const slug = page.config.story!;
  const id = page.config.incident === 'new' ? undefined : page.config.incident;
  const [{ body: story }, found] = await Promise.all([
    page.api.get<Story>(`/stories/${slug}`),
    id ? page.api.get<Incident>(`/stories/${slug}/incidents/${id}`) : Promise.resolve(undefined),
  ]);
  adoptKinds(page.config, story);
  const editor = new Editor(page, story, found);
  const aside = el('aside', { class: 'beside', 'aria-label': t('incident.beside') });
  const people = el('p', { class: 'presence', role: 'status' });
  const title = found ? textIn(found.body.title, ...page.langs) : t('incident.new');
  page.show(title, { text: textIn(story.title, ...page.langs), href: page.href(`/stories/${slug}`) }, people, el('div', { class: 'two' }, editor.element, aside));
  editor.start();
  editor.element.addEventListener('written', () => page.retitle(textIn(editor.incident.title, ...page.langs)));
  if (found) showBeside(page, story, found, editor, aside);
  new Live(page, slug).follow({
    here: id ?? null,
    change: (change) => {
      if (change.id === id) editor.changedElsewhere(change.revision, change.author);
    },
    presence: (all) => {
      const others = all.filter((p) => p.incident === id && id !== undefined && p.name !== page.session.person.name);
      people.textContent = others.length > 0 ? t('presence.here', { names: others.map((p) => p.name).join(', ') }) : '';
    },
  });
}

function showBeside(page: DeskPage, story: Story, { body }: Answer<Incident>, editor: Editor, aside: HTMLElement): void {
  const onMap = onMapPanel(page, story, editor);
  aside.append(editor.stage, ...(onMap ? [onMap] : []), duplicatesPanel(page, story, body.id!, editor), historyPanel(page, story, body.id!, editor));
}
