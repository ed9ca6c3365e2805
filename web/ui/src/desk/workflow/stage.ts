/** Where an incident stands, and where readers see it. */
import { titleOf } from '../text/config';
import { el, type Child } from '../form/dom';
import { inView } from './firstview';
import type { Check, Incident, Story } from '../api/forms';
import { whenText } from '../text/localtime';
import type { DeskPage } from '../shell/page';
import { t } from '../text/words';

export function stagePanel(page: DeskPage, story: Story, incident: Incident): Child[] {
  const { config } = page;
  const shown = ['published', 'archived'].includes(incident.workflow);
  const updated = incident.updated ? whenText(config, incident.updated, story.zone) : '';
  const earlier = el('p', { class: 'notice', hidden: true }, t('stage.earlier'), ' ', el('a', { href: page.readers(`/stories/${story.slug}/incidents/${incident.id}`), target: '_blank', rel: 'noopener' }, t('stage.page')));
  if (!shown && (incident.revision ?? 0) > 1) void isSeen(page, story, incident).then((seen) => (earlier.hidden = !seen));
  return [
    el('h2', {}, t('stage')),
    el(
      'p',
      {},
      el('span', { class: `badge ${incident.workflow}` }, titleOf(config, 'workflow', incident.workflow)),
      ' ',
      incident.disposition && incident.disposition !== 'active' && el('span', { class: 'badge' }, titleOf(config, 'disposition', incident.disposition)),
    ),
    incident.due ? el('p', { class: 'notice due' }, t('stage.due', { when: whenText(config, incident.due, story.zone) })) : null,
    earlier,
    incident.revision ? el('p', { class: 'note' }, t('stage.revision', { n: incident.revision, author: incident.author ?? '', when: updated })) : null,
    incident.origin?.file ? el('p', { class: 'note' }, t('stage.origin', { file: incident.origin.file, row: incident.origin.row ?? '' })) : null,
    shown && incident.geometry && !inView(incident.geometry, story.view.bbox) ? el('p', { class: 'note' }, t('stage.outside')) : null,
    shown && incident.id ? el('p', {}, el('a', { href: page.readers(`/stories/${story.slug}/incidents/${incident.id}`), target: '_blank', rel: 'noopener' }, t('stage.page'))) : null,
    shown && incident.id ? el('p', {}, el('a', { href: page.readers(`/stories/${story.slug}?incident=${incident.id}`), target: '_blank', rel: 'noopener' }, t('stage.map'))) : null,
  ];
}

/** Whether readers see an earlier state of an incident whose newest they do not. */
async function isSeen(page: DeskPage, story: Story, incident: Incident): Promise<boolean> {
  try {
    const { body } = await page.api.post<Check>(`/stories/${story.slug}/incidents/${incident.id!}/check`, {});
    return Boolean(body.readers?.before);
  } catch {
    return false; // what cannot be asked now is not told
  }
}
