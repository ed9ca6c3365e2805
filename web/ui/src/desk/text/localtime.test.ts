/** A time that is written is the one that is shown, on the clocks of the story, wherever the person is. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { instant, local } from './localtime';

test('a time is read on the clocks of a zone', () => {
  for (const [value, zone, want] of [
    ['2026-12-31T10:00', 'America/Mexico_City', '2026-12-31T16:00:00.000Z'],
    ['2026-12-31T23:30', 'Asia/Kathmandu', '2026-12-31T17:45:00.000Z'],
    ['2026-07-01T00:00', 'Europe/Madrid', '2026-06-30T22:00:00.000Z'],
    ['2026-03-08T09:00', 'America/New_York', '2026-03-08T13:00:00.000Z'],
    // In the hour that comes twice it is the second one; in the hour that does not come, after it.
    ['2026-11-01T01:30', 'America/New_York', '2026-11-01T06:30:00.000Z'],
    ['2026-03-08T02:30', 'America/New_York', '2026-03-08T07:30:00.000Z'],
    ['', 'UTC', ''],
    ['2026-12', 'UTC', '2026-12-01T00:00:00.000Z'],
    ['none', 'UTC', ''],
  ] as const) {
    assert.equal(instant(value, zone), want, `${value} in ${zone}`);
  }
});

test('what is shown reads as what it was', () => {
  for (const zone of ['America/Mexico_City', 'America/New_York', 'Europe/Madrid', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Pacific/Kiritimati', 'UTC']) {
    for (let at = Date.UTC(2026, 0, 1); at < Date.UTC(2027, 0, 1); at += 7 * 3_600_000 + 60_000) {
      const shown = local(new Date(at).toISOString(), zone);
      const read = Date.parse(instant(shown, zone));
      assert.equal(local(new Date(read).toISOString(), zone), shown, `${new Date(at).toISOString()} in ${zone}`);
      // Later alone in the hour that comes twice.
      assert.ok(read === at || (read > at && read - at <= 3_600_000), `${new Date(at).toISOString()} in ${zone}: ${new Date(read).toISOString()}`);
    }
  }
  assert.equal(local('', 'UTC'), '');
  assert.equal(local('not a time', 'UTC'), '');
});
