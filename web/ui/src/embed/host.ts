/** The page around frames of ours: gives each the height that it sends. */
import { OWN, ownHeight } from './protocol';

const EMBED = /\/stories\/[^/]+\/embed\/?(index\.html)?$/;

/** Makes frames of ours follow their heights; script is the address that this script came from, where it is known. */
export function followHeights(doc: Document, script?: string): void {
  const window = doc.defaultView!;
  const frames = (): HTMLIFrameElement[] => [...doc.querySelectorAll('iframe')].filter((frame) => isOurs(frame, doc, script));
  window.addEventListener('message', ({ source, origin, data }) => {
    const height = ownHeight(data);
    // Only a frame itself sets its own height; what is within it cannot, nor can a page that took its place.
    const frame = height === undefined ? undefined : frames().find(({ contentWindow }) => contentWindow === source);
    if (frame && (origin === 'null' || origin === new URL(frame.src).origin)) frame.style.height = `${height}px`;
  });
  // A frame that was there before this script has sent its height already.
  for (const frame of frames()) frame.contentWindow?.postMessage({ [OWN]: 'height?' }, '*');
}

/** Whether a frame shows an embed of the server that the script is of; a host that serves the script itself may frame those of any. */
function isOurs({ src }: HTMLIFrameElement, doc: Document, script: string | undefined): boolean {
  if (!URL.canParse(src)) return false;
  const frame = new URL(src);
  if (!EMBED.test(frame.pathname)) return false;
  const from = script === undefined ? undefined : new URL(script).origin;
  return from === undefined || from === frame.origin || from === new URL(doc.baseURI).origin;
}
