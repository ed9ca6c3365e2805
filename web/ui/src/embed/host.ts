/** The page around frames of ours: gives each the height that it sends. */
import { OWN, ownHeight } from './protocol';

export function followHeights(doc: Document): void {
  const window = doc.defaultView!;
  const frames = (): HTMLIFrameElement[] => [...doc.querySelectorAll('iframe')];
  window.addEventListener('message', ({ source, data }) => {
    const height = ownHeight(data);
    // Only a frame itself sets its own height; what is within it cannot.
    const frame = height === undefined ? undefined : frames().find(({ contentWindow }) => contentWindow === source);
    if (frame) frame.style.height = `${height}px`;
  });
  // A frame that was there before this script has sent its height already.
  const path = /\/stories\/[^/]+\/embed(\?|#|$)/;
  for (const frame of frames()) if (path.test(frame.src)) frame.contentWindow?.postMessage({ [OWN]: 'height?' }, '*');
}
