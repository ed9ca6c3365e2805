/** The snippet that brings a story's map into an article. */
import { button, el, fill } from '../form/dom';
import { textarea } from '../form/field';
import type { Story } from '../api/forms';
import type { DeskPage } from '../shell/page';
import { t } from '../text/words';

/** Makes the panel of a story; open says whether readers see it yet. */
export function sharePanel(page: DeskPage, story: Story, open: boolean): HTMLElement {
  const panel = el('section', { class: 'panel embed' });
  const address = new URL(page.readers(`/stories/${story.slug}`), location.href).href;
  const share = `/stories/${story.slug}/share`;
  fill(panel, el('h2', {}, t('embed')), !open && el('p', { class: 'note' }, t('embed.not_yet')));
  if (!open) return panel;
  void fetch(`${page.config.root}/oembed?format=json&url=${encodeURIComponent(address)}`)
    .then(async (answer) => {
      if (!answer.ok) {
        panel.append(el('p', { class: 'note' }, t('embed.not_yet')));
        return;
      }
      const { html } = (await answer.json()) as { html: string };
      panel.append(...snippet(html, page.readers(share)));
    })
    .catch(() => void panel.append(el('p', { class: 'note' }, t('error.offline'))));
  return panel;
}

function snippet(html: string, share: string): HTMLElement[] {
  const text = textarea(html, { readonly: true, rows: 5, spellcheck: false, 'aria-label': t('embed.snippet'), id: 'snippet' });
  const said = el('span', { role: 'status' });
  const copy = button(t('embed.copy'), () => {
    text.select();
    void navigator.clipboard.writeText(text.value).then(
      () => (said.textContent = t('embed.copied')),
      () => (said.textContent = t('embed.not_copied')),
    );
  });
  copy.hidden = !('clipboard' in navigator);
  return [text, el('p', { class: 'row' }, copy, el('a', { class: 'button', href: share, target: '_blank', rel: 'noopener' }, t('embed.more')), said)];
}

/** Reports whether readers see a story of which so many incidents are public. */
export function isOpen(story: Story, shown: number): boolean {
  return story.publication !== 'draft' && (story.publication !== 'with_first_incident' || shown > 0);
}
