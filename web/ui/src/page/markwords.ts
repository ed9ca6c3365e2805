/** What the incidents' layer asks of the page: how marks are named, and what a press on one does. */
import { shortNumber } from '../incidents/bubbles';
import { numberText } from '../incidents/figure';
import type { Config, Say } from '../story/config';
import type { FilterForm } from './filterform';
import type { Page } from '../leaflet/page';
import type { List } from './list';
import type { Gathering } from '../incidents/model';
import type { Naming } from '../story/naming';

/** What a press on a mark does. */
export interface Presses {
  open: (ids: string[]) => void;
  approach: (gathering: Gathering) => void;
}

export function markWords(naming: Naming, config: Config, say: Say, form: FilterForm, list: List, { open, approach }: Presses): Page {
  return {
    look: (incident) => naming.look(incident, form.layersOn()),
    name: (incident, shape) => naming.name(incident, shape, list.get(incident.id)?.when),
    stackName: (stacked) => naming.stackName(stacked),
    dead: (incident) => (incident.dead.low ? naming.dead(incident) : ''),
    chosen: config.map ?? {},
    areaName: (incidents, shape) => naming.areaName(incidents, shape),
    open,
    gathered: {
      look: (gathering) => naming.gatheredLook(gathering),
      name: (gathering) => naming.gatheredName(gathering, config.locale),
      gatheredText: (n) => say('gathered', { n: numberText(n, config.locale) }),
      number: (n) => shortNumber(n, config.locale),
      press: approach,
    },
  };
}
