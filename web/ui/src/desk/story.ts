/** A story at the desk: the queue of its incidents by stage, and what leads to the rest. */
import { adoptKinds } from './text/config';
import { el, fill } from './form/dom';
import type { Story } from './api/forms';
import { textIn } from './api/forms';
import { Live } from './shell/live';
import type { DeskPage } from './shell/page';
import { Queue } from './queue/queue';
import { may } from './shell/rights';
import { isOpen, sharePanel } from './settings/share';
import { t } from './text/words';

export async function storyPage(page: DeskPage): Promise<void> {
  const slug = page.config.story!;
  const { body: story } = await page.api.get<Story>(`/stories/${slug}`);
  adoptKinds(page.config, story);
  const queue = new Queue(page, story);
  const share = el('div', {});
  const people = el('p', { class: 'presence', role: 'status' });
  const base = `/stories/${slug}`;
  page.show(
    textIn(story.title, ...page.langs) || slug,
    { text: t('stories'), href: page.href('') },
    el(
      'nav',
      { class: 'row', 'aria-label': t('story') },
      el('a', { class: 'button main', href: page.href(`${base}/incidents/new`) }, t('incident.new')),
      el('a', { class: 'button', href: page.href(`${base}/report`) }, t('report')),
      may(page.session, 'imports', slug) && el('a', { class: 'button', href: page.href(`${base}/import`) }, t('import')),
      may(page.session, 'settings', slug) && el('a', { class: 'button', href: page.href(`${base}/settings`) }, t('settings')),
      el('a', { class: 'button', href: page.readers(base), target: '_blank', rel: 'noopener' }, t('public_map')),
    ),
    people,
    queue.element,
    share,
  );
  await page.attempt(() => queue.load());
  share.replaceWith(sharePanel(page, story, isOpen(story, queue.shown)));
  new Live(page, slug).follow({
    here: null,
    change: (change) => queue.changed(change),
    reset: () => queue.renew(),
    presence: (all) => {
      const others = [...new Set(all.map((p) => p.name).filter((name) => name !== page.session.person.name))];
      fill(people, others.length > 0 ? t('presence.story', { names: others.join(', ') }) : '');
    },
  });
}
