/** Where an incident stands, and where readers see it. */
import { titleOf } from '../text/config';
import { el, type Child } from '../form/dom';
import { inView } from './firstview';
import type { Incident, Story } from '../api/forms';
import { whenText } from '../text/localtime';
import type { DeskPage } from '../shell/page';
import { t } from '../text/words';

export function stagePanel(page: DeskPage, story: Story, incident: Incident): Child[] {
  const { config } = page;
  const shown = ['published', 'archived'].includes(incident.workflow);
  const updated = incident.updated ? whenText(config, incident.updated, story.zone) : '';
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
    incident.revision ? el('p', { class: 'note' }, t('stage.revision', { n: incident.revision, author: incident.author ?? '', when: updated })) : null,
    incident.origin?.file ? el('p', { class: 'note' }, t('stage.origin', { file: incident.origin.file, row: incident.origin.row ?? '' })) : null,
    shown && incident.geometry && !inView(incident.geometry, story.view.bbox) ? el('p', { class: 'note' }, t('stage.outside')) : null,
    shown && incident.id ? el('p', {}, el('a', { href: page.readers(`/stories/${story.slug}/incidents/${incident.id}`), target: '_blank', rel: 'noopener' }, t('stage.page'))) : null,
    shown && incident.id ? el('p', {}, el('a', { href: page.readers(`/stories/${story.slug}?incident=${incident.id}`), target: '_blank', rel: 'noopener' }, t('stage.map'))) : null,
  ];
}
