/** Two people changed the same form: what each says where they differ, and a choice. */
import type { DeskConfig } from '../text/config';
import { describe, fieldName } from '../text/describe';
import { openForm } from '../form/dialog';
import { el } from '../form/dom';
import { same, takeMine, type Difference, type Form } from '../form/merge';
import { t } from '../text/words';

/** Asks which of two versions is to stand of each difference, and gives merged with them; nothing when it is put off. */
export async function chooseVersions(config: DeskConfig, author: string, merged: Form, all: Difference[]): Promise<Form | undefined> {
  if (all.length === 0) return merged;
  const own = new Set(all);
  const whose = author || t('conflict.somebody');
  const rows = all.map((d, i) => {
    const choice = (label: string, form: Form, mine: boolean): HTMLElement => {
      const radio = el('input', { type: 'radio', name: `version-${i}`, checked: mine });
      radio.addEventListener('change', () => void (mine ? own.add(d) : own.delete(d)));
      return el('label', { class: 'version' }, radio, el('span', {}, el('strong', {}, label), el('span', { class: 'value' }, versionText(config, d, form))));
    };
    return el('fieldset', {}, el('legend', {}, fieldName(d.name)), choice(t('conflict.mine'), d.mine, true), choice(t('conflict.theirs', { author: whose }), d.theirs, false));
  });
  const done = await openForm(t('conflict'), [el('p', {}, t('conflict.lede', { author: whose })), rows], { act: () => '', done: t('conflict.go_on'), wide: true });
  return done ? [...own].reduce(takeMine, merged) : undefined;
}

/** Tells a version: of fields that go together those alone in which the two differ. */
function versionText(config: DeskConfig, { paths, mine, theirs }: Difference, form: Form): string {
  const value = (of: Form, [field, member]: Difference['paths'][number]): unknown => (member === undefined ? of[field] : (of[field] as Form | undefined)?.[member]);
  const differing = paths.filter((p) => !same(value(mine, p), value(theirs, p)));
  return differing.map((p) => (paths.length > 1 ? `${fieldName(p[0])}: ` : '') + describe(config, p[1] ?? p[0], value(form, p), form)).join('\n');
}
