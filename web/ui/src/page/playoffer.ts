/** Offers to play a story that has an axis of time; what plays it is loaded when it is wanted. */
import type { Config, Say } from '../story/config';
import { loadLater } from './loader';
import type { View } from '../story/url';
import type { Player, Stage } from '../play/player';

export interface Play {
  /** Follows a change of the filter, and says which interval is played still. */
  changed: (time: string | undefined) => string | undefined;
  /** Stands where an address says. */
  restore: (view: View) => void;
}

export function offerPlay(doc: Document, config: Config, say: Say, stage: Stage): Play | undefined {
  const { time } = config;
  const button = doc.getElementById('play');
  if (!time || !button) return undefined;
  let player: Player | undefined;
  const bring = (take: (player: Player) => void): void => {
    loadLater(config)
      .then(({ Player }) => take((player ??= new Player!(doc, time, config.lang, say, stage))))
      .catch(console.warn);
  };
  button.addEventListener('click', () => bring((loaded) => loaded.toggle()));
  return {
    changed: (shown) => player?.changed(shown),
    restore: ({ filter, play }) => (play ? bring((loaded) => loaded.stand(filter.time, play)) : player?.leave()),
  };
}
