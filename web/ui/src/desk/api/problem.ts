/** Errors as the API tells them: problem details (RFC 9457). */

export interface Fault {
  /** The field, as the API calls it: "title.es", "casualties[0].best". */
  parameter: string;
  detail: string;
}

export class Problem extends Error {
  constructor(
    /** 0 when no answer came. */
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly faults: Fault[] = [],
  ) {
    super(detail);
  }

  /** Whether somebody else changed the same thing meanwhile. */
  get isConflict(): boolean {
    return this.status === 412 || (this.status === 409 && this.code === 'precondition_failed');
  }
}

export async function problemOf(answer: Response): Promise<Problem> {
  try {
    const body = (await answer.json()) as { code?: string; detail?: string; errors?: Fault[] };
    return new Problem(answer.status, body.code ?? '', body.detail ?? '', body.errors ?? []);
  } catch {
    return new Problem(answer.status, '', '');
  }
}
