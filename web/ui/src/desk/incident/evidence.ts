/** Who says what: the sources, their passages, and the ledger of casualties that rests on them. */
import type { DeskConfig } from '../text/config';
import { el } from '../form/dom';
import { field, input, listset, select, textarea } from '../form/field';
import type { Claim, Figure, Incident, Source, Story } from '../api/forms';
import { Rows, type Row } from '../form/rows';
import type { Section } from '../form/section';
import { SourcePicker, sourceRow } from './sources';
import { t } from '../text/words';

/** A figure with the claim that it rests on. */
interface LedgerEntry {
  figure: Figure;
  claim?: Claim | undefined;
}

const FIELDS = ['title', 'kind', 'when', 'where', 'casualties', 'summary'];

export class EvidenceSection implements Section {
  readonly element: HTMLElement;
  private readonly picker: SourcePicker;
  private readonly sources: Rows<Source>;
  private readonly ledger: Rows<LedgerEntry>;
  private readonly claims: Rows<Claim>;
  /** Ids that claims and figures had: none is given to another. */
  private taken = new Set<string>();

  constructor(
    private readonly config: DeskConfig,
    story: Story,
  ) {
    this.picker = new SourcePicker([config.lang, ...story.languages]);
    this.sources = new Rows<Source>('sources', (s) => this.picker.follow(sourceRow(config, story, s)), { label: t('sources.add'), empty: () => ({ kind: 'wire', attribution: 'institution' }) });
    this.picker.of = () => this.sources.all;
    this.ledger = new Rows<LedgerEntry>('casualties', (e) => this.ledgerRow(e), { label: t('ledger.add'), empty: () => ({ figure: { group: 'unknown', outcome: 'killed' } }) });
    this.claims = new Rows<Claim>('claims', (c) => this.claimRow(c), { label: t('claims.add'), empty: () => ({ field: 'where', value: '', source: '', stance: 'supports' }) });
    this.sources.element.addEventListener('change', () => this.picker.renew());
    this.element = el(
      'div',
      { class: 'evidence' },
      listset('sources', t('sources'), el('p', { class: 'note' }, t('sources.hint')), this.sources.element),
      listset('casualties', t('ledger'), el('p', { class: 'note' }, t('ledger.hint')), this.ledger.element),
      listset('claims', t('claims'), el('p', { class: 'note' }, t('claims.hint')), this.claims.element),
    );
  }

  write(form: Partial<Incident>): void {
    const claims = form.claims ?? [];
    const figures = form.casualties ?? [];
    this.taken = new Set([...claims, ...figures].flatMap((x) => (x.id ? [x.id] : [])));
    this.sources.set(form.sources ?? []);
    const used = new Set(figures.map((f) => f.claim));
    this.ledger.set(figures.map((figure) => ({ figure, claim: claims.find((c) => c.id === figure.claim) })));
    this.claims.set(claims.filter((c) => !used.has(c.id)));
    this.picker.renew();
  }

  read(): Partial<Incident> {
    const entries = this.ledger.read();
    const ids = new Set(this.taken);
    const claims = [...this.claims.read(), ...entries.flatMap((e) => (e.claim ? [e.claim] : []))];
    this.ledger.all.forEach(({ element }, i) => {
      const at = entries[i]!.claim ? claims.indexOf(entries[i]!.claim!) : -1;
      // What is wrong with a figure's claim is told at the figure.
      if (at < 0) delete element.dataset['also'];
      else element.dataset['also'] = `claims[${at}]`;
    });
    for (const claim of claims) claim.id ??= free('k', ids);
    const casualties = entries.map(({ figure, claim }) => ({ ...figure, ...(claim?.id ? { claim: claim.id } : {}) }));
    return { sources: this.sources.read(), casualties, claims };
  }

  patch(): Record<string, unknown> {
    return { ...this.read() };
  }

  private ledgerRow({ figure, claim }: LedgerEntry): Row<LedgerEntry> {
    const group = select(this.config.choices['group']!, figure.group);
    const outcome = select(this.config.choices['outcome']!, figure.outcome);
    const number = (value: number | undefined): HTMLInputElement => input(value, { type: 'number', min: 0, step: 1, inputmode: 'numeric' });
    const [low, best, high] = [number(figure.low), number(figure.best), number(figure.high)];
    const source = this.picker.select(claim?.source);
    const passage = textarea(claim?.passage, { rows: 2, maxlength: this.config.limits.text });
    const incident = input(figure.counted_in?.incident, { maxlength: 200, list: 'incidents-of-story', spellcheck: false });
    const row = input(figure.counted_in?.casualty, { maxlength: 40 });
    const element = el(
      'div',
      {},
      el('div', { class: 'columns' }, field('group', t('ledger.group'), group), field('outcome', t('ledger.outcome'), outcome)),
      el('div', { class: 'columns three' }, field('low', t('ledger.low'), low), field('best', t('ledger.best'), best), field('high', t('ledger.high'), high)),
      field('source', t('ledger.source'), source),
      field('passage', t('claims.passage'), passage, t('claims.passage_hint')),
      el(
        'details',
        {},
        el('summary', {}, t('ledger.counted_in')),
        el('p', { class: 'note' }, t('ledger.counted_in_hint')),
        el('div', { class: 'columns' }, field('counted_in.incident', t('ledger.counted_incident'), incident), field('counted_in.casualty', t('ledger.counted_row'), row)),
      ),
    );
    const read = (): LedgerEntry => {
      const now: Figure = { group: group.value, outcome: outcome.value };
      if (figure.id) now.id = figure.id;
      for (const [name, control] of Object.entries({ low, best, high }) as ['low' | 'best' | 'high', HTMLInputElement][]) {
        if (control.value !== '') now[name] = Number(control.value);
      }
      if (incident.value) now.counted_in = { incident: incident.value.trim(), casualty: row.value.trim() };
      const said = this.picker.read(source);
      return said ? { figure: now, claim: claimOf(claim, 'casualties', figureText(now), said, passage.value.trim()) } : { figure: now };
    };
    return { element, read };
  }

  private claimRow(claim: Claim): Row<Claim> {
    const names = FIELDS.map((value) => ({ value, title: t(`claims.of.${value}`) }));
    const of = select(names, claim.field);
    const value = input(claim.value, { maxlength: 500 });
    const source = this.picker.select(claim.source);
    const passage = textarea(claim.passage, { rows: 2, maxlength: this.config.limits.text });
    const stance = select(this.config.choices['stance']!, claim.stance);
    const element = el(
      'div',
      {},
      el('div', { class: 'columns' }, field('field', t('claims.field'), of), field('stance', t('claims.stance'), stance)),
      field('value', t('claims.value'), value),
      field('source', t('ledger.source'), source),
      field('passage', t('claims.passage'), passage, t('claims.passage_hint')),
    );
    return { element, read: () => ({ ...claimOf(claim, of.value, value.value.trim(), this.picker.read(source), passage.value.trim()), stance: stance.value }) };
  }
}

/** Gives a claim as it is to be. Where its passage stood is known only of the passage that it had. */
function claimOf(before: Claim | undefined, of: string, value: string, source: string, passage: string): Claim {
  const now: Claim = { stance: 'supports', ...before, field: of, value, source };
  if (passage !== (before?.passage ?? '')) {
    delete now.start;
    delete now.end;
  }
  if (passage) now.passage = passage;
  else delete now.passage;
  return now;
}

/** Says a figure as the API does in a claim's value. */
export function figureText({ outcome, low, best, high }: Figure): string {
  if (best !== undefined) return `${outcome} ${best}`;
  if (low !== undefined && high !== undefined) return `${outcome} ${low}-${high}`;
  if (low !== undefined) return `${outcome} at least ${low}`;
  if (high !== undefined) return `${outcome} at most ${high}`;
  return outcome;
}

/** Gives an id of a letter and a number that is not taken, and takes it. */
export function free(letter: string, taken: Set<string>): string {
  for (let n = 1; ; n++) {
    const id = `${letter}${n}`;
    if (taken.has(id)) continue;
    taken.add(id);
    return id;
  }
}
