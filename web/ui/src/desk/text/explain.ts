/** What went wrong, as a person is told it. */
import { fieldName } from './describe';
import { isSpoken, sayFault } from './faults';
import { Problem } from '../api/problem';
import { t } from './words';

const SPOKEN: Record<number, string> = { 0: 'offline', 401: 'signed_out', 403: 'forbidden', 404: 'gone', 413: 'too_large', 429: 'slow_down', 503: 'busy' };

/** Refusals whose code says all. */
const CODED: Record<string, string> = { approver_is_author: 'approver', last_admin: 'last_admin', other_person: 'other_person' };

/** Says what is wrong to a person. */
export function explain(error: unknown): string {
  if (!(error instanceof Problem)) return t('error.unknown', { detail: String(error) });
  const coded = CODED[error.code];
  if (coded) return t(`error.${coded}`);
  const known = SPOKEN[error.status];
  if (known && error.status !== 403 && error.status !== 404) return t(`error.${known}`);
  const first = known ? t(`error.${known}`) : error.isConflict ? t('error.conflict') : t('error.refused');
  // What the API says besides is in English: it is left out where the sentence before says enough without.
  const faults = known || error.isConflict ? error.faults.filter((f) => isSpoken(f.detail)) : error.faults;
  // That something is not there is said once.
  const faultsBesides = faults.filter((f) => sayFault(f.detail) !== first);
  const detail = faultsBesides.length > 0 ? faultsBesides.map((f) => `${fieldName(f.parameter)}: ${sayFault(f.detail)}`).join('; ') : known || error.isConflict ? '' : error.detail;
  return detail ? `${first} ${detail}` : first;
}
