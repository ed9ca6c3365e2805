/** The steps that an incident may take next, for the person at the desk. */
import type { Session } from '../api/api';
import type { Incident, Story } from '../api/forms';
import { may } from '../shell/rights';

export type Step = 'save' | 'draft' | 'review' | 'approve' | 'publish' | 'archive' | 'withdraw' | 'retract' | 'redact' | 'erase';

/** Gives the steps; the first besides saving is the usual one. */
export function actionsOf(session: Session, story: Story, incident: Incident): Step[] {
  if (incident.disposition === 'retracted' || incident.disposition === 'merged') {
    return (['redact', 'erase'] as const).filter((step) => incident.id && may(session, step, story.slug));
  }
  const steps: Step[] = [...saving(story, incident), ...next(incident.workflow, story), ...(incident.id ? (['erase'] as const) : [])];
  return steps.filter((step) => (step === 'save' || step === 'review' ? mayWrite(session, story, incident) : may(session, RIGHT[step], story.slug)));
}

function next(stage: string, story: Story): Step[] {
  switch (stage) {
    case 'draft':
      return story.policy?.['second_approver'] ? ['review', 'approve'] : ['publish', 'review', 'approve'];
    case 'review':
      return ['approve', 'draft'];
    case 'approved':
      return ['publish', 'draft'];
    case 'published':
      return [...proposing(story), 'archive', 'retract', 'redact'];
    case 'archived':
      return [...proposing(story), 'publish', 'retract', 'redact'];
  }
  return [];
}

/** Where a second person approves, nobody changes what readers see alone. */
function saving(story: Story, incident: Incident): Step[] {
  return story.policy?.['second_approver'] && isShown(incident) ? [] : ['save'];
}

function isShown({ workflow }: Incident): boolean {
  return workflow === 'published' || workflow === 'archived';
}

/** Where a second person approves, a change of what readers see is sent to review, and what stands goes on until then. */
function proposing(story: Story): Step[] {
  return story.policy?.['second_approver'] ? ['review'] : [];
}

function mayWrite(session: Session, story: Story, incident: Incident): boolean {
  return may(session, isShown(incident) ? 'publish' : incident.workflow === 'approved' ? 'approve' : 'write', story.slug);
}

const RIGHT: Record<Exclude<Step, 'save' | 'review'>, 'write' | 'approve' | 'publish' | 'redact' | 'erase'> = {
  draft: 'write',
  approve: 'approve',
  publish: 'publish',
  archive: 'publish',
  withdraw: 'publish',
  retract: 'publish',
  redact: 'redact',
  erase: 'erase',
};
