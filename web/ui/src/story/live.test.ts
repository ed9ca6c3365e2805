import assert from 'node:assert/strict';
import { mock, test, type TestContext } from 'node:test';
import { Live, type Change } from './live';

const config = { events: '/stories/s/events?lang=en', changes: '/stories/s/changes?lang=en', list: '/stories/s/list?lang=en' };

/** A stream that the test speaks for. */
class Stream extends EventTarget {
  static opened: Stream[] = [];
  readyState = 0;
  constructor(readonly url: string) {
    super();
    Stream.opened.push(this);
  }
  close(): void {
    this.readyState = 2;
  }
  emit(name: string, data?: unknown): void {
    this.dispatchEvent(new MessageEvent(name, { data: JSON.stringify(data) }));
  }
}

/** What a page was told, of a stream or without one, on a clock that the test moves. */
function page(t: TestContext, stream: unknown = Stream): { live: Live; told: unknown[]; streams: Stream[] } {
  mock.timers.enable({ apis: ['setTimeout'] });
  t.after(() => mock.timers.reset());
  Stream.opened = [];
  const told: unknown[] = [];
  const live = new Live(
    config,
    7,
    {
      changed: (changes: Change[], seq: number) => told.push([changes.map(({ seq }) => seq), seq]),
      reset: (seq: number) => told.push(`reset ${seq}`),
      upToDate: () => told.push('up to date'),
    },
    { least: 100, spread: 0 },
    stream as typeof EventSource,
  );
  return { live, told, streams: Stream.opened };
}

/** Answers every request with what the test gives, and gives the addresses. */
function answering(t: TestContext, ...answers: unknown[]): string[] {
  const asked: string[] = [];
  const was = globalThis.fetch;
  t.after(() => (globalThis.fetch = was));
  globalThis.fetch = (address) => {
    asked.push(String(address));
    const answer = answers.shift();
    return answer ? Promise.resolve(new Response(JSON.stringify(answer))) : Promise.reject(new Error('down'));
  };
  return asked;
}

/** Lets what was answered be taken. */
const taken = (): Promise<void> => new Promise((done) => setImmediate(done));

test('changes that come together are told together, each incident once', (t) => {
  const { live, told, streams } = page(t);
  live.start();
  live.start(); // once is enough
  assert.deepEqual(streams.map(({ url }) => url), ['/stories/s/events?lang=en&since=7']);
  streams[0]!.emit('open');
  streams[0]!.emit('change', { seq: 8, id: 'a' });
  streams[0]!.emit('change', { seq: 9, id: 'b' });
  streams[0]!.emit('change', { seq: 10, id: 'a', gone: true });
  assert.deepEqual(told, ['up to date']);
  mock.timers.tick(100);
  assert.deepEqual(told, ['up to date', [[10, 9], 10]]);
});

test('a pause closes the stream, and it goes on from where it was', (t) => {
  const { live, told, streams } = page(t);
  live.start();
  streams[0]!.emit('change', { seq: 8, id: 'a' });
  live.stop();
  assert.deepEqual(told, [[[8], 8]]);
  assert.equal(streams[0]!.readyState, 2);
  mock.timers.tick(100_000);
  assert.equal(streams.length, 1);
  live.start();
  assert.equal(streams[1]!.url, '/stories/s/events?lang=en&since=8');
});

test('a reset forgets what was gathered', (t) => {
  const { live, told, streams } = page(t);
  live.start();
  streams[0]!.emit('change', { seq: 8, id: 'a' });
  streams[0]!.emit('reset', { seq: 900 });
  mock.timers.tick(1000);
  assert.deepEqual(told, ['reset 900']);
  live.stop();
  live.start();
  assert.equal(streams[1]!.url, '/stories/s/events?lang=en&since=900');
});

test('a stream that breaks is left to the browser, one that is refused is not', async (t) => {
  const asked = answering(t);
  const { live, streams } = page(t);
  t.after(() => live.stop());
  const was = console.warn;
  t.after(() => (console.warn = was));
  console.warn = () => undefined;
  live.start();
  streams[0]!.emit('error');
  streams[0]!.emit('error');
  streams[0]!.emit('open');
  streams[0]!.emit('error');
  assert.deepEqual(asked, []);
  streams[0]!.readyState = 2;
  streams[0]!.emit('error');
  assert.deepEqual(asked, ['/stories/s/changes?lang=en&since=7']);
  for (let n = 2; n <= 10; n++) {
    await taken();
    mock.timers.tick(30_000);
    assert.equal(asked.length, n);
  }
  await taken();
  assert.equal(streams.length, 2, 'the stream is tried again');
});

test('without streams the changes are asked for, until a pause', async (t) => {
  const asked = answering(
    t,
    { changes: [{ seq: 8, id: 'a' }], next: 8, more: true },
    { changes: [], next: 12, more: false },
    { changes: [], next: 12, more: false },
  );
  const { live, told } = page(t, null);
  live.start();
  await taken();
  mock.timers.tick(0); // there is more
  await taken();
  mock.timers.tick(29_999);
  assert.deepEqual(told, ['up to date', 'up to date', [[8], 12]]);
  mock.timers.tick(1);
  await taken();
  live.stop();
  mock.timers.tick(100_000);
  assert.deepEqual(asked.map((address) => address.slice(-2)), ['=7', '=8', '12']);
});
