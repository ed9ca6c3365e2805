import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPage } from '../testing/page';
import { followHeights } from './host';

const maps = 'https://maps.example.org';

/** Sends a height from a frame that has an address, and gives the height that the host's page gives the frame. */
function heightOf(src: string, origin: string, script?: string): string {
  const { doc } = openPage('', 'https://news.example.org/a');
  const frame = doc.createElement('iframe');
  const inside = { postMessage: () => {} };
  Object.defineProperty(frame, 'src', { value: src });
  Object.defineProperty(frame, 'contentWindow', { value: inside });
  doc.body.append(frame);
  followHeights(doc, script);
  const message = new (doc.defaultView as unknown as { MessageEvent: typeof MessageEvent }).MessageEvent('message', { data: { incidentmap: { height: 501 } }, origin });
  Object.defineProperty(message, 'source', { value: inside });
  doc.defaultView!.dispatchEvent(message);
  return frame.style.height;
}

test('a frame of ours gets its height, and no other of the host', () => {
  const script = `${maps}/assets/embed.js`;
  const embed = `${maps}/stories/s/embed?lang=en`;
  for (const [src, origin, from, want] of [
    [embed, maps, script, '501px'],
    [embed, 'null', script, '501px'], // one that is sandboxed
    [`${maps}/below/stories/s/embed/index.html`, maps, script, '501px'],
    [embed, maps, undefined, '501px'],
    [embed, 'https://ads.example.org', script, ''], // another page took the place
    ['https://ads.example.org/stories/s/embed', 'https://ads.example.org', script, ''],
    [`${maps}/stories/s`, maps, script, ''],
    ['https://ads.example.org/banner', 'https://ads.example.org', script, ''],
    ['about:blank', 'null', script, ''],
    ['', 'null', script, ''],
  ] as const) {
    assert.equal(heightOf(src, origin, from), want, `${src} ${origin}`);
  }
});
