/** What a story holds back of what is published in it, told before it is published. */
import type { DeskConfig } from '../text/config';
import type { Story } from '../api/forms';
import { whenText } from '../text/localtime';
import { t } from '../text/words';

/** Says for how long what is published of these kinds waits, and until when, at an instant in milliseconds since 1970; empty for not. */
export function holdText(config: DeskConfig, { policy = {}, zone }: Story, kinds: string[], now: number): string {
  const own = (policy['delay_kinds'] ?? {}) as Record<string, number>;
  const minutes = Math.max(0, ...kinds.map((kind) => own[kind] ?? Number(policy['delay_minutes'] ?? 0)));
  const until = (policy['embargo_until'] ?? '') as string;
  return [Date.parse(until) > now && t('hold.embargo', { when: whenText(config, until, zone) }), minutes > 0 && t('hold.delay', { n: minutes })].filter((s) => s).join(' ');
}
