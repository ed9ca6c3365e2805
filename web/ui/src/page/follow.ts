/** Follows a story while somebody looks at its page, with a button to pause. What takes changes in is loaded with the first of them. */
import type { Config } from '../story/config';
import { Live, type Change } from '../story/live';
import { loadLater } from './loader';
import type { Parts, Updates } from './updates';
import { clockNow } from '../incidents/when';

/** A view is loaded anew for every change, so changes are gathered longer, in milliseconds. */
const VIEW_PAUSE = { least: 3000, spread: 4000 };

/** Follows from the page's own number on; a story that is finished has no button and is not followed. */
export function follow(doc: Document, config: Config, parts: Parts): void {
  const button = doc.querySelector<HTMLButtonElement>('button#live');
  const { live: addresses } = config;
  if (!addresses || !button) return;

  let updates: Promise<Updates> | undefined;
  const stamp = (): void => {
    button.nextElementSibling!.textContent = parts.say('live_at', { time: clockNow(config.lang) });
  };
  const load = async (): Promise<Updates> => {
    const { Updates } = await loadLater(config);
    return new Updates!(doc, config, addresses, parts);
  };
  const bring = (take: (updates: Updates) => Promise<void>): void => {
    updates ??= load();
    updates.then(
      (loaded) => {
        stamp();
        take(loaded).catch(console.warn); // the next change brings it
      },
      (error) => {
        updates = undefined; // the next change tries again
        console.warn(error);
      },
    );
  };
  const live = new Live(addresses, config.seq, {
    changed: (changes: Change[], seq: number) => bring((loaded) => loaded.take(changes, seq)),
    reset: (seq: number) => bring((loaded) => loaded.startAnew(seq)),
    upToDate: stamp,
  }, parts.source.whole ? undefined : VIEW_PAUSE);

  let paused = false;
  const run = (): void => {
    if (paused || doc.hidden) live.stop();
    else live.start();
  };
  button.addEventListener('click', () => {
    paused = !paused;
    button.setAttribute('aria-pressed', String(!paused));
    run();
  });
  // A page that nobody sees holds no connection, of which browsers have few, and is asked up later.
  doc.addEventListener('visibilitychange', run);
  run();
}
