/** The list of stories. */
import { query } from './api/api';
import { el } from './form/dom';
import { textIn, type Story } from './api/forms';
import type { DeskPage } from './shell/page';
import { t } from './text/words';

export async function storiesPage(page: DeskPage): Promise<void> {
  const { body } = await page.api.get<{ stories: Story[] }>('/stories');
  const list = el('ul', { class: 'cards' });
  for (const story of body.stories) list.append(storyItem(page, story));
  page.show(
    t('stories'),
    undefined,
    page.session.person.admin && el('p', {}, el('a', { class: 'button main', href: page.href('/new') }, t('new_story'))),
    body.stories.length > 0 ? list : el('p', {}, page.session.person.admin ? t('no_stories_yet') : t('no_stories_for_you')),
  );
}

function storyItem(page: DeskPage, story: Story): HTMLElement {
  const counts = el('p', { class: 'note' });
  void page.api
    .get<{ counts: Record<string, number> }>(`/stories/${story.slug}/incidents${query({ limit: 1 })}`)
    .then(({ body }) => {
      const told = Object.entries(body.counts ?? {}).filter(([, n]) => n > 0);
      const names = page.config.choices['workflow']!;
      counts.textContent = told
        .sort(([a], [b]) => names.findIndex((c) => c.value === a) - names.findIndex((c) => c.value === b))
        .map(([stage, n]) => `${names.find((c) => c.value === stage)?.title ?? stage}: ${n}`)
        .join(' · ');
    })
    .catch(() => undefined); // the list is of use without
  return el(
    'li',
    {},
    el('h2', {}, el('a', { href: page.href(`/stories/${story.slug}`) }, textIn(story.title, ...page.langs) || story.slug)),
    counts,
    el('p', { class: 'note' }, story.publication === 'draft' ? t('publication.draft') : story.publication === 'with_first_incident' ? t('publication.with_first_incident') : ''),
  );
}
