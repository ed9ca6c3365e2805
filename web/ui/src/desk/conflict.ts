/** Two people changed the same incident: what each says, field by field, and a choice where they differ. */
import type { DeskConfig } from './config';
import { describe, fieldName } from './describe';
import { openForm } from './dialog';
import { el } from './dom';
import type { Incident } from './forms';
import { t } from './words';

export interface Difference {
  field: string;
  mine: unknown;
  theirs: unknown;
}

/** Gives the fields of a patch that somebody else changed, too, and otherwise. */
export function differences(base: Partial<Incident>, patch: Record<string, unknown>, newest: Partial<Incident>): Difference[] {
  const [before, now] = [base, newest] as Record<string, unknown>[];
  return Object.entries(patch).flatMap(([field, mine]) => {
    const theirs = now![field];
    const changed = !same(before![field], theirs);
    return changed && !same(merged(before![field], mine), theirs) ? [{ field, mine, theirs }] : [];
  });
}

/** What a patch of one field makes of it (RFC 7396). */
function merged(before: unknown, patch: unknown): unknown {
  if (patch === null) return undefined;
  if (!isRecord(patch)) return patch;
  const out: Record<string, unknown> = isRecord(before) ? { ...before } : {};
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete out[name];
    else out[name] = merged(out[name], value);
  }
  return out;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

/** The same whatever the order of members; nothing, null and the empty are alike. */
function sorted(value: unknown): unknown {
  if (value === null || value === undefined || value === '') return null;
  if (Array.isArray(value)) return value.length === 0 ? null : value.map(sorted);
  if (!isRecord(value)) return value;
  const members = Object.keys(value).sort().map((name) => [name, sorted(value[name])] as const).filter(([, v]) => v !== null);
  return members.length === 0 ? null : Object.fromEntries(members);
}

/** Asks which of two versions is to stand; gives the fields of which theirs is, or nothing when it is put off. */
export async function chooseVersions(config: DeskConfig, author: string, all: Difference[]): Promise<string[] | undefined> {
  const theirs = new Set<string>();
  const rows = all.map(({ field, mine, theirs: other }) => {
    const name = `version-${field}`;
    const choice = (label: string, value: unknown, own: boolean): HTMLElement => {
      const radio = el('input', { type: 'radio', name, checked: own });
      radio.addEventListener('change', () => void (own ? theirs.delete(field) : theirs.add(field)));
      return el('label', { class: 'version' }, radio, el('span', {}, el('strong', {}, label), el('span', { class: 'value' }, describe(config, field, value))));
    };
    return el('fieldset', {}, el('legend', {}, fieldName(field)), choice(t('conflict.mine'), mine, true), choice(t('conflict.theirs', { author }), other, false));
  });
  const done = await openForm(t('conflict'), [el('p', {}, t('conflict.lede', { author })), rows], { act: () => '', done: t('conflict.go_on'), wide: true });
  return done ? [...theirs] : undefined;
}
