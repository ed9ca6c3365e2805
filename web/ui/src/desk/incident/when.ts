/** When something happened, and how exactly that is known. */
import type { DeskConfig } from '../text/config';
import { el } from '../form/dom';
import { field, fieldset, input, select } from '../form/field';
import type { Incident } from '../api/forms';
import type { Section } from '../form/section';
import { t } from '../text/words';

type When = Pick<Incident, 'start' | 'end' | 'zone' | 'time_precision' | 'basis'>;

/** Whose hour of the day is told. */
const CLOCKED = ['minute', 'hour', 'part_of_day'];

export class WhenSection implements Section {
  readonly element: HTMLElement;
  private readonly precision: HTMLSelectElement;
  private readonly day = input('', { type: 'date' });
  private readonly clock = input('', { type: 'time' });
  private readonly lastDay = input('', { type: 'date' });
  private readonly lastClock = input('', { type: 'time' });
  private readonly zone = input('', { list: 'zones' });
  private readonly basis: HTMLSelectElement;
  private readonly holders: Record<'day' | 'clock' | 'lastDay' | 'lastClock', HTMLElement>;

  constructor(
    config: DeskConfig,
    private readonly storyZone: string,
  ) {
    this.precision = select(config.choices['time_precision']!, 'day');
    this.basis = select(config.choices['basis']!, 'event');
    this.holders = {
      day: field('start', t('when.day'), this.day),
      clock: field('start.clock', t('when.clock'), this.clock, t('when.clock_hint', { zone: storyZone })),
      lastDay: field('end', t('when.last_day'), this.lastDay, t('when.last_hint')),
      lastClock: field('end.clock', t('when.last_clock'), this.lastClock),
    };
    this.precision.addEventListener('change', () => this.adapt());
    this.element = fieldset(
      t('when'),
      el('div', { class: 'columns' }, field('time_precision', t('when.precision'), this.precision), field('basis', t('when.basis'), this.basis)),
      el('div', { class: 'columns' }, this.holders.day, this.holders.clock, this.holders.lastDay, this.holders.lastClock),
      el('details', {}, el('summary', {}, t('when.zone_other')), field('zone', t('when.zone'), this.zone)),
    );
    this.adapt();
  }

  write(form: Partial<Incident>): void {
    const precision = form.time_precision || (form.start ? 'day' : form.id ? 'unknown' : 'day');
    this.precision.value = precision;
    [this.day.value, this.clock.value] = parts(form.start, CLOCKED.includes(precision));
    [this.lastDay.value, this.lastClock.value] = parts(form.end, CLOCKED.includes(precision));
    if (this.lastDay.value === this.day.value && !['part_of_day', 'hour'].includes(precision)) this.lastDay.value = '';
    this.zone.value = form.zone && form.zone !== this.storyZone ? form.zone : '';
    this.basis.value = form.basis || 'event';
    this.adapt();
  }

  read(): When {
    const precision = this.precision.value;
    const zone = this.zone.value.trim() || this.storyZone;
    const basis = this.basis.value;
    if (precision === 'unknown') return { start: '', end: '', zone, time_precision: 'unknown', basis };
    const start = span(precision, this.day.value, this.clock.value);
    const ends = precision !== 'minute' && (this.lastDay.value !== '' || precision === 'part_of_day');
    const end = ends ? span(precision, this.lastDay.value || this.day.value, this.lastClock.value) : '';
    return { start, end, zone, time_precision: precision, basis };
  }

  /** As a merge patch: what is not there is taken away. */
  patch(): Record<string, unknown> {
    const { start, end, zone, time_precision, basis } = this.read();
    return { start: start || null, end: end || null, zone, time_precision, basis };
  }

  private adapt(): void {
    const precision = this.precision.value;
    this.holders.day.hidden = precision === 'unknown';
    this.holders.clock.hidden = !CLOCKED.includes(precision);
    this.holders.lastDay.hidden = ['unknown', 'minute'].includes(precision);
    this.holders.lastClock.hidden = !['part_of_day', 'hour'].includes(precision);
  }
}

/** Reads an instant as its own clocks show it: "2026-02-22T14:30:00-06:00" is 2026-02-22 and 14:30. */
export function parts(instant: string | undefined, clocked: boolean): [day: string, clock: string] {
  if (!instant) return ['', ''];
  return [instant.slice(0, 10), clocked ? instant.slice(11, 16) : ''];
}

/** Writes a start or an end no more exactly than its precision. */
export function span(precision: string, day: string, clock: string): string {
  if (!day) return '';
  switch (precision) {
    case 'year':
      return day.slice(0, 4);
    case 'month':
      return day.slice(0, 7);
    case 'minute':
    case 'hour':
    case 'part_of_day':
      return clock ? `${day}T${clock}` : day;
  }
  return day;
}
