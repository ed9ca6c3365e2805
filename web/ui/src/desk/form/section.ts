/** A part of the form of an incident: it alone knows the fields it writes. */
import type { Incident } from '../api/forms';

export interface Section {
  readonly element: HTMLElement;
  /** Shows what an incident says. */
  write(form: Partial<Incident>): void;
  /** Gives its fields, as a form of a new incident has them. */
  read(): Partial<Incident>;
  /** Gives its fields as a merge patch of what it read before. */
  patch(before: Partial<Incident>): Record<string, unknown>;
}

/** A section, and what it said when it was last in step with the server. */
export class Tracked {
  private settled = '{}';

  constructor(readonly section: Section) {}

  settle(form: Partial<Incident>): void {
    this.section.write(form);
    this.settled = JSON.stringify(this.section.read());
  }

  /** What the section read when it was settled. */
  get base(): Partial<Incident> {
    return JSON.parse(this.settled) as Partial<Incident>;
  }

  get changed(): boolean {
    return JSON.stringify(this.section.read()) !== this.settled;
  }

  patch(): Record<string, unknown> {
    return this.section.patch(this.base);
  }
}
