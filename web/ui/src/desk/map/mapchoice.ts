/** Changes of what editors choose of a story's map. Pure. */
import { shortName } from '../../incidents/captions';
import type { LabelRule, MapChoice, Text } from '../api/forms';

/** Makes an incident a lead with a caption, the last of them, or none. A lead that is there keeps its place. */
export function withLead(map: MapChoice, id: string, leads: boolean, caption: Text): MapChoice {
  const others = (map.leads ?? []).filter((lead) => lead !== id);
  const { [id]: _, ...captions } = map.captions ?? {};
  if (!leads) return { ...map, leads: others, captions };
  const kept = map.leads?.includes(id) ? map.leads : [...others, id];
  return { ...map, leads: kept, captions: Object.keys(caption).length > 0 ? { ...captions, [id]: caption } : captions };
}

/** Sets the rule for names; an empty one leaves them to the map. */
export function withRule(map: MapChoice, names: string[], rule: LabelRule | ''): MapChoice {
  const labels = Object.fromEntries(Object.entries(map.labels ?? {}).filter(([name]) => !names.includes(name)));
  if (rule) for (const name of names) labels[name] = rule;
  return { ...map, labels };
}

/** The names of a place as the map writes them, in each language. */
export function labelNames(place: Text | undefined): string[] {
  return [...new Set(Object.values(place ?? {}).map(shortName))].filter(Boolean);
}

/** The rule for a place: that of the first of its names that has one. */
export function ruleOf(map: MapChoice, names: string[]): LabelRule | '' {
  return names.flatMap((name) => map.labels?.[name] ?? [])[0] ?? '';
}
