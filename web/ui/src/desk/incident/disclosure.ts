/** What readers see of an incident's place: the incident's own rule, else that for its kind, else the story's. */
import type { Incident, Story } from '../api/forms';
import type { KindPolicy } from '../form/kindrules';

export function disclosureOf({ policy = {} }: Pick<Story, 'policy'>, { disclosure, kind }: Pick<Incident, 'disclosure' | 'kind'>): string {
  return disclosure || (policy as KindPolicy).kinds?.[kind]?.disclosure || policy.disclosure || 'open';
}
