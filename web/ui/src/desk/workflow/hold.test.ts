/** What is held back is told before it is published. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Story } from '../api/forms';
import type { DeskConfig } from '../text/config';
import { useMessages } from '../text/words';
import { holdText } from './hold';

test('what a story holds back is told, of the kinds that are published', () => {
  useMessages({ 'hold.embargo': 'not before {when}', 'hold.delay': 'after {n} minutes' });
  const now = Date.UTC(2026, 1, 22, 12);
  const said = (policy: Story['policy'], ...kinds: string[]): string => holdText({ lang: 'en' } as DeskConfig, { policy, zone: 'UTC' } as Story, kinds, now);
  assert.equal(said(undefined, 'attack'), '');
  assert.equal(said({ delay_minutes: 30 }, 'attack'), 'after 30 minutes');
  assert.equal(said({ delay_minutes: 30, delay_kinds: { attack: 0 } }, 'attack'), '');
  assert.equal(said({ delay_minutes: 30, delay_kinds: { attack: 0 } }, 'attack', 'panic'), 'after 30 minutes');
  assert.equal(said({ delay_kinds: { attack: 5 } }, 'attack', 'panic'), 'after 5 minutes');
  assert.equal(said({ embargo_until: '2026-02-22T11:00:00Z' }, 'attack'), '');
  assert.match(said({ embargo_until: '2026-02-22T13:00:00Z', delay_minutes: 1 }, 'attack'), /^not before .*1:00:00.*UTC after 1 minutes$/);
  useMessages({});
});
