/** What the incidents' layer asks of the page: names, looks, and what editors chose. */
import type { Form, Gathering, Incident, Place } from '../incidents/model';
import type { Look, MarkForm } from '../story/naming';
import type { BubblePage } from './bubblelayer';

export interface Page {
  look: (incident: Incident) => Look;
  /** The accessible name of an incident's mark. */
  name: (incident: Incident, form: MarkForm) => string;
  stackName: (incidents: Incident[]) => string;
  /** How many died of it, in words. */
  dead: (incident: Incident) => string;
  /** What editors chose. */
  chosen: { leads?: string[]; captions?: Record<string, string>; labels?: Record<string, 'pin' | 'hide'> };
  /** The name of the area of incidents. */
  areaName: (incidents: Incident[], form: Form) => string;
  open: (incidents: string[]) => void;
  /** What incidents are gathered as. */
  gathered: BubblePage & { look: (gathering: Gathering) => Look };
}

/** A mark's incident and place. */
export interface Entry {
  incident: Incident;
  place: Place;
}

/** What a mark stands for. */
export type Meaning = Entry | Gathering;
