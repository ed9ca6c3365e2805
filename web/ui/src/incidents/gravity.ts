/**
 * What leads the map and what recedes: where people died, then what happened, then what stopped working, then
 * what people were told and what is said of many places at once. Pure; web/staticmap/gravity.go is the same.
 */
import type { Gathering, Incident, Place } from './model';

export type Gravity = 0 | 1 | 2 | 3;

/** How wide and high marks are, by gravity, in CSS pixels; css/leaflet.css has the same. */
export const markSizes: Record<Gravity, number> = { 0: 24, 1: 26, 2: 28, 3: 34 };

/** Kinds of which somebody died whether or not a number is told. */
const fatal = new Set(['deaths', 'killing']);

export function gravityOf({ isCounted, dead, kind, className }: Incident): Gravity {
  if (!isCounted) return 0;
  if ((dead.high ?? dead.low ?? 0) > 0 || fatal.has(kind)) return 3;
  return className === 'incident' ? 2 : className === 'disruption' ? 1 : 0;
}

export function gravestOf(incidents: Incident[]): Gravity {
  return Math.max(...incidents.map(gravityOf)) as Gravity;
}

export function gatheredGravity({ dead }: Gathering): Gravity {
  return (dead.high ?? dead.low ?? 0) > 0 ? 3 : 1;
}

/** How many of the gravest lead: are told in words on the map. */
export function leadsFor(width: number): number {
  return width < 560 ? 2 : 4;
}

/** Of how many of those who died in the gravest gathering an incident must be told, to lead beside it. */
const BESIDE_GATHERED = 0.1;

/**
 * The incidents that lead, the gravest first: those at points of which the most died, one of a place. Where others are
 * gathered, one that happens to stand alone leads only if it is grave beside them. Those that editors chose lead in place
 * of all.
 */
export function leadsOf(places: Place[], most: number, gatherings: Gathering[] = [], chosen: string[] = []): Incident[] {
  const all = places.filter(({ form }) => form.type === 'spot' || form.type === 'circle').flatMap(({ incidents }) => incidents);
  const named = chosen.flatMap((id) => all.find((incident) => incident.id === id) ?? []);
  if (named.length > 0) return named;
  const gathered = Math.max(0, ...gatherings.map(({ dead }) => dead.low ?? 0));
  const gravest = places
    .filter(({ form }) => form.type === 'spot' || form.type === 'circle')
    .map(({ incidents }) => incidents.reduce((a, b) => (deaths(b) > deaths(a) ? b : a)))
    .filter((incident) => deaths(incident) > gathered * BESIDE_GATHERED);
  return gravest.sort((a, b) => deaths(b) - deaths(a)).slice(0, most);
}

/** As many as surely died. */
function deaths({ dead, isCounted }: Incident): number {
  return isCounted ? (dead.low ?? 0) : 0;
}
