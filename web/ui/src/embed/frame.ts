/**
 * The page inside a frame: sends its height to the host for as long as it changes. The height is
 * what the content takes with the map at its own height, which depends on the frame's width
 * alone; so a host that follows it does not change it.
 */
import { asksForHeight, heightMessages, linkMessage, readHost, readyMessages } from './protocol';
import { Steady } from './steady';

export function tellHeight(doc: Document, id: string): void {
  const window = doc.defaultView!;
  if (window.parent === window) return;
  const host = readHost(window.location.href, id);
  const steady = new Steady();
  const post = (messages: unknown[]): void => messages.forEach((message) => window.parent.postMessage(message, '*'));
  const tell = (anew: boolean): void => {
    const height = contentHeight(doc);
    if (steady.takes(height, performance.now()) || anew) post(heightMessages(host, { width: window.innerWidth, height }));
  };
  const watch = new ResizeObserver(() => tell(false));
  doc.querySelectorAll('main.frame > *').forEach((part) => watch.observe(part));
  window.addEventListener('load', () => tell(true));
  window.addEventListener('message', ({ source, data }) => {
    if (source === window.parent && asksForHeight(data, host)) tell(true);
  });
  const { secret } = host;
  if (secret) {
    // WordPress' sandbox lets no link open a window; it opens the link for the embed.
    doc.addEventListener('click', (event) => {
      const link = (event.target as Element).closest<HTMLAnchorElement>('a[href]');
      if (!link || event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey || event.shiftKey) return;
      event.preventDefault();
      post([linkMessage(secret, link.href)]);
    });
  }
  post(readyMessages());
  tell(true);
}

/** What the content takes, in whole CSS pixels. */
function contentHeight(doc: Document): number {
  const stage = doc.querySelector<HTMLElement>('.stage')!;
  const end = doc.querySelector('main.frame > footer')!.getBoundingClientRect().bottom;
  const rest = end - doc.body.getBoundingClientRect().top - stage.getBoundingClientRect().height;
  return Math.ceil(rest + parseFloat(getComputedStyle(stage).flexBasis));
}
