/** What a story lets out of some kinds of incidents, and how long those wait, in place of its own rule. */
import type { DeskConfig } from '../text/config';
import { el } from './dom';
import { field, input, select } from './field';
import { Rows, type Row } from './rows';
import { t } from '../text/words';

export interface KindRule {
  kind: string;
  disclosure: string;
  grid: string;
  delay: string;
}

/** The parts of a policy that are of kinds. */
export interface KindPolicy {
  kinds?: Record<string, { disclosure?: string; grid_m?: number }>;
  delay_kinds?: Record<string, number>;
}

export class KindRules {
  readonly element: HTMLElement;
  private readonly rows: Rows<KindRule>;

  constructor(
    private readonly config: DeskConfig,
    policy: KindPolicy,
  ) {
    this.rows = new Rows<KindRule>('kind_rules', (rule) => this.row(rule), { label: t('policy.kind_add'), empty: () => ({ kind: '', disclosure: '', grid: '', delay: '' }) });
    this.rows.set(rulesOf(policy));
    this.element = el('fieldset', {}, el('legend', {}, t('policy.kinds')), el('p', { class: 'note' }, t('policy.kinds_hint')), this.rows.element);
  }

  /** Gives the parts of a policy that are of kinds; undefined where there is nothing to say. */
  read(): Required<KindPolicy> {
    const out: Required<KindPolicy> = { kinds: {}, delay_kinds: {} };
    for (const { kind, disclosure, grid, delay } of this.rows.read()) {
      if (!kind) continue;
      if (disclosure || Number(grid)) out.kinds[kind] = { ...(disclosure ? { disclosure } : {}), ...(Number(grid) ? { grid_m: Number(grid) } : {}) };
      if (delay !== '') out.delay_kinds[kind] = Number(delay);
    }
    return out;
  }

  private row(rule: KindRule): Row<KindRule> {
    const kind = select(this.config.kinds, rule.kind, t('choose'));
    const disclosure = select(this.config.choices['disclosure']!, rule.disclosure, t('policy.as_story'));
    const grid = input(rule.grid, { type: 'number', min: 0, step: 'any', inputmode: 'decimal' });
    const delay = input(rule.delay, { type: 'number', min: 0, step: 1, inputmode: 'numeric' });
    const gridField = field('', t('policy.grid'), grid);
    const delayField = field('', t('policy.delay'), delay, t('policy.kind_delay_hint'));
    const disclosureField = field('', t('policy.disclosure'), disclosure);
    // The API names a fault by the kind.
    const name = (): void => {
      disclosureField.dataset['field'] = `policy.kinds.${kind.value}.disclosure`;
      gridField.dataset['field'] = `policy.kinds.${kind.value}.grid_m`;
      delayField.dataset['field'] = `policy.delay_kinds.${kind.value}`;
    };
    kind.addEventListener('change', name);
    name();
    const element = el('div', {}, field('policy.kind', t('incident.kind'), kind), el('div', { class: 'columns three' }, disclosureField, gridField, delayField));
    return { element, read: () => ({ kind: kind.value, disclosure: disclosure.value, grid: grid.value, delay: delay.value }) };
  }
}

/** Gives a rule for each kind that a policy says something of. */
export function rulesOf({ kinds = {}, delay_kinds = {} }: KindPolicy): KindRule[] {
  return [...new Set([...Object.keys(kinds), ...Object.keys(delay_kinds)])].sort().map((kind) => ({
    kind,
    disclosure: kinds[kind]?.disclosure ?? '',
    grid: kinds[kind]?.grid_m ? String(kinds[kind].grid_m) : '',
    delay: kind in delay_kinds ? String(delay_kinds[kind]) : '',
  }));
}
