/** What a mark looks like and is called, by what it stands for. */
import type { Spot } from '../arrange/types';
import { gatheredGravity, gravityOf } from '../incidents/gravity';
import type { Form, Gathering, Incident } from '../incidents/model';
import { certainty, type MarkForm } from '../story/naming';
import type { Drawn } from './marklayer';
import type { MarkFace } from './marks';
import type { Entry, Meaning, Page } from './page';

/** The mark of a spot; meanings are by the marks' ids, and tags what the areas of places and gatherings say. */
export function markOf(spot: Spot, meanings: Map<string, Meaning>, tags: Map<string, string>, page: Page, size: (incident: Incident) => number | undefined): Drawn {
  const meant = spot.ids.map((id) => meanings.get(id)!);
  const entries = meant.filter((meaning): meaning is Entry => 'incident' in meaning);
  const gathering = meant.find((meaning): meaning is Gathering => 'count' in meaning);
  const label = spot.narrow ? '' : (tags.get(gathering?.id ?? entries[0]!.place.key) ?? '');
  if (gathering) {
    const { name, number, look, press } = page.gathered;
    const title = name(gathering);
    const face: MarkFace = {
      form: 'tag', look: look(gathering), certainty: 'sure', gravity: gatheredGravity(gathering),
      name: title, title, incidents: [], number: number(gathering.count), label, width: spot.width,
    };
    return { face, press: () => press(gathering) };
  }
  const face = entries.length > 1 ? stackOf(entries, page) : single(entries[0]!, page, size);
  return { face: face.form === 'tag' && label ? { ...face, label, width: spot.width } : face, press: () => page.open(face.incidents) };
}

function single({ incident, place }: Entry, page: Page, size: (incident: Incident) => number | undefined): MarkFace {
  const form = markForm(place.form);
  return {
    form, look: page.look(incident), certainty: certainty(incident), gravity: gravityOf(incident), size: size(incident),
    asGiven: form === 'symbol' && incident.precision === 'as_given', name: page.name(incident, form), title: incident.title, incidents: [incident.id], number: '',
  };
}

/** Several as one: the tag of the area that they share, else the gravest's symbol with their number. */
function stackOf(entries: Entry[], page: Page): MarkFace {
  const [{ incident, place }] = entries as [Entry];
  const incidents = entries.map((entry) => entry.incident);
  const name = page.stackName(incidents);
  const oneArea = markForm(place.form) === 'tag' && entries.every((entry) => entry.place === place);
  return {
    form: oneArea ? 'tag' : 'stack', look: page.look(incident), certainty: oneArea ? 'sure' : certainty(incident), gravity: gravityOf(incident), name, title: name,
    incidents: incidents.map(({ id }) => id), number: String(incidents.length),
  };
}

function markForm(form: Form): MarkForm {
  if (form.type === 'line') return form.journey ? 'journey' : 'symbol';
  return form.type === 'spot' ? 'symbol' : form.type === 'area' ? 'tag' : 'circle';
}
