import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asksForHeight, heightMessages, linkMessage, ownHeight, readHost } from './protocol';

const page = 'https://maps.example.org/stories/s/embed';

test('a host is read of the address', () => {
  assert.deepEqual(readHost(page, 's'), { address: page, id: 's' });
  assert.equal(readHost(`${page}?initialWidth=360&childId=pym-0&parentUrl=x`, 's').pym, 'pym-0');
  for (const fragment of ['#?secret=aB3', '#secret=aB3', '#x&secret=aB3']) assert.equal(readHost(page + fragment, 's').secret, 'aB3');
  assert.equal(readHost(`${page}#?secret=<script>`, 's').secret, undefined);
});

test('every host is told in its own words', () => {
  const address = `${page}?childId=p#?secret=x1`;
  assert.deepEqual(heightMessages(readHost(address, 's'), { width: 360, height: 501 }), [
    { incidentmap: { height: 501 } },
    { 'datawrapper-height': { s: 501 } },
    { sentinel: 'amp', type: 'embed-size', width: 360, height: 501 },
    `{"src":"${address}","context":"iframe.resize","height":501}`,
    'pymxPYMxpxPYMxheightxPYMx501',
    { message: 'height', value: 501, secret: 'x1' },
  ]);
  assert.equal(heightMessages(readHost(page, 's'), { width: 1, height: 1 }).length, 4);
  assert.deepEqual(linkMessage('x1', 'https://h/'), { message: 'link', value: 'https://h/', secret: 'x1' });
});

test('only a host that knows its words asks for the height', () => {
  const host = readHost(`${page}?childId=p#?secret=x1`, 's');
  const asks = ['pymxPYMxpxPYMxwidthxPYMx360', { incidentmap: 'height?' }, { message: 'ready', secret: 'x1' }];
  const others = ['pymxPYMxqxPYMxwidthxPYMx360', 'text', null, undefined, 7, {}, { message: 'ready', secret: 'x2' }, { message: 'ready' }];
  for (const data of asks) assert.ok(asksForHeight(data, host), JSON.stringify(data));
  for (const data of others) assert.ok(!asksForHeight(data, host), JSON.stringify(data));
  assert.ok(!asksForHeight({ message: 'ready' }, readHost(page, 's')), 'no secret is no secret in common');
});

test('a height is taken only if it is one', () => {
  assert.equal(ownHeight({ incidentmap: { height: 500.2 } }), 501);
  const others = [null, 'x', {}, { incidentmap: 5 }, { incidentmap: { height: '500' } }, { incidentmap: { height: NaN } }, { incidentmap: { height: 1e9 } }, { incidentmap: { height: -1 } }];
  for (const data of others) assert.equal(ownHeight(data), undefined, JSON.stringify(data));
});
