/** Measures how much of a processor's time it takes to lay a desk's map out: marks, what is told of them, and the basemap's names. `dev bench --layout` runs it. */
import { arrange } from '../arrange/arrange';
import { boxAround, type Frame } from '../arrange/types';
import { placeLabels, type Label } from '../basemap/labels';
import { invented, random } from './invented';

const WIDTH = 880; // of the map on a desk of 1280 by 800
const HEIGHT = 800;
const NAMES = 300;
const RUNS = 60;
const WARM = 10;
const FRAME_MS = 1000 / 60;

const frame: Frame = { view: { left: 0, right: WIDTH, top: 0, bottom: HEIGHT }, boxes: [{ left: 10, right: 54, top: 10, bottom: 196 }, { left: 10, right: 258, top: 500, bottom: 774 }] };

function layOut(incidents: number, seed: number): number {
  const next = random(seed);
  const { marks, captions } = invented(incidents, next, WIDTH, HEIGHT);
  const names = Array.from({ length: NAMES }, (_, i): Label => ({ name: `Name ${i}`, class: 'town', rank: Math.floor(next() * 9), x: next() * WIDTH * 1.4 - WIDTH * 0.2, y: next() * HEIGHT * 1.4 - HEIGHT * 0.2 }));
  const begun = process.cpuUsage(); // not the clock, which a busy machine makes longer
  const { spots, captions: written } = arrange(marks, captions, frame);
  placeLabels(names, ({ name }) => name.length * 7, [...spots.map((spot) => boxAround(spot.at, spot)), ...frame.boxes], frame.view, written.map(({ box }) => box));
  const { user, system } = process.cpuUsage(begun);
  return (user + system) / 1000;
}

console.log(`A map of ${WIDTH} by ${HEIGHT} px with ${NAMES} names of its basemap, ${RUNS} invented stories; a frame of the screen is ${FRAME_MS.toFixed(1)} ms`);
for (const incidents of [50, 200, 1000]) {
  const times = Array.from({ length: RUNS + WARM }, (_, i) => layOut(incidents, i + 1)).slice(WARM).sort((a, b) => a - b);
  const at = (share: number): string => times[Math.min(times.length - 1, Math.floor(share * times.length))]!.toFixed(1);
  console.log(`${String(incidents).padStart(5)} incidents: ${at(0.5)} ms in the middle, ${at(0.95)} ms in one of twenty, ${at(1)} ms at most`);
}
