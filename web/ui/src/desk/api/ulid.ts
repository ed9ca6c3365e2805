/** Ids as the API has them: ULIDs, 26 digits of Crockford's base 32, the time in milliseconds first. */
const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Gives an id that is not taken. */
export function newID(now = Date.now(), random = crypto.getRandomValues(new Uint8Array(16))): string {
  let time = '';
  for (let i = 0, rest = now; i < 10; i++, rest = Math.floor(rest / 32)) time = DIGITS[rest % 32] + time;
  return time + [...random].map((byte) => DIGITS[byte % 32]).join('');
}
