/** What a story lets out, and when. */
import type { DeskConfig } from '../text/config';
import { el } from '../form/dom';
import { KindRules, type KindPolicy } from '../form/kindrules';
import { local, instant } from '../text/localtime';
import { checkbox, field, fieldset, input, select } from '../form/field';
import type { Story } from '../api/forms';
import { t } from '../text/words';

export class PolicyForm {
  readonly element: HTMLElement;
  private readonly disclosure: HTMLSelectElement;
  private readonly grid: HTMLInputElement;
  private readonly delay: HTMLInputElement;
  private readonly publication: HTMLSelectElement;
  private readonly embargo: HTMLInputElement;
  private readonly kinds: KindRules;
  private second: boolean;
  private explain: boolean;

  constructor(
    config: DeskConfig,
    private readonly story: Story,
  ) {
    const policy = story.policy ?? {};
    this.disclosure = select(config.choices['disclosure']!, policy.disclosure || 'open');
    this.grid = input(policy.grid_m, { type: 'number', min: 0, step: 'any', inputmode: 'decimal' });
    this.delay = input(policy['delay_minutes'] as number | undefined, { type: 'number', min: 0, step: 1, inputmode: 'numeric' });
    this.embargo = input(local(this.embargoed, story.zone), { type: 'datetime-local' });
    this.kinds = new KindRules(config, policy as KindPolicy);
    this.second = policy['second_approver'] === true;
    this.explain = policy['explain_changes'] === true;
    const stages = ['public', 'with_first_incident', 'draft'].map((value) => ({ value, title: t(`publication.${value}`) }));
    this.publication = select(stages, story.publication || 'public');
    this.element = fieldset(
      t('policy'),
      field('publication', t('policy.publication'), this.publication),
      el(
        'div',
        { class: 'columns' },
        field('policy.disclosure', t('policy.disclosure'), this.disclosure, t('policy.disclosure_hint')),
        field('policy.grid_m', t('policy.grid'), this.grid, t('policy.grid_hint')),
      ),
      el(
        'div',
        { class: 'columns' },
        field('policy.delay_minutes', t('policy.delay'), this.delay, t('policy.delay_hint')),
        field('policy.embargo_until', t('policy.embargo'), this.embargo, t('policy.embargo_hint', { zone: story.zone })),
      ),
      this.kinds.element,
      el('div', { 'data-field': 'policy.second_approver' }, checkbox(t('policy.second'), this.second, (on) => (this.second = on))),
      el('div', { 'data-field': 'policy.explain_changes' }, checkbox(t('policy.explain'), this.explain, (on) => (this.explain = on))),
    );
  }

  private get embargoed(): string | undefined {
    return this.story.policy?.['embargo_until'] as string | undefined;
  }

  /** Gives the story with the policy in it. What is not set is left out. */
  read(story: Story): Story {
    const policy: Record<string, unknown> = { ...this.story.policy, disclosure: this.disclosure.value };
    const set = (name: string, value: unknown): void => {
      if (value) policy[name] = value;
      else delete policy[name];
    };
    set('grid_m', Number(this.grid.value));
    set('delay_minutes', Number(this.delay.value));
    set('embargo_until', this.embargo.value === local(this.embargoed, this.story.zone) ? this.embargoed : instant(this.embargo.value, this.story.zone));
    for (const [name, rules] of Object.entries(this.kinds.read())) set(name, Object.keys(rules).length > 0 && rules);
    set('second_approver', this.second);
    set('explain_changes', this.explain);
    return { ...story, policy, publication: this.publication.value };
  }
}
