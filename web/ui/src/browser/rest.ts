/** Turns of the main thread: long work is done in parts, so that what a reader does meanwhile is answered, on a slow phone too. */

/** How long a turn lasts before the browser has its own, in milliseconds. A phone that is four times slower has done no more than a part beyond it. */
const TURN_MS = 5;

/** What newer browsers have to give way without being the last in the queue. */
declare const scheduler: { yield?: () => Promise<void> } | undefined;

let begun = -Infinity;

/** Lets the browser do what waits, such as what the reader just did, before work goes on. */
export async function rest(): Promise<void> {
  if (typeof scheduler !== 'undefined' && scheduler?.yield) await scheduler.yield();
  else await new Promise((done) => setTimeout(done));
  begun = performance.now();
}

/** Does work part by part for as long as it is wanted, with a rest whenever its turn is over. */
export async function inTurns(parts: Iterable<void>, isWanted: () => boolean): Promise<void> {
  for (const _ of parts) {
    await restIfDue();
    if (!isWanted()) return;
  }
}

/** Rests if the turn is over. */
export async function restIfDue(): Promise<void> {
  if (performance.now() - begun > TURN_MS) await rest();
}

/** Does all parts of a work at once. */
export function atOnce(parts: Iterable<void>): void {
  for (const _ of parts);
}
