/** Invented places on a screen, the same for the same seed. */
import type { Caption, Mark } from '../arrange/types';

export function random(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
}

export const point = (id: string, x: number, y: number, weight = 1, size = 28): Mark => ({ id, place: `${x},${y}`, weight, width: size, height: size, candidates: [{ x, y, room: 0 }] });
export const caption = (place: string, ...widths: number[]): Caption => ({ place, sizes: widths.map((width, i) => ({ width, height: 15 * (widths.length - i) })) });

/** Many incidents at few points, as in a town, and others anywhere; four of the places are told in words. */
export function invented(n: number, next: () => number, width: number, height: number): { marks: Mark[]; captions: Caption[] } {
  const towns = Array.from({ length: Math.ceil(n / 6) }, () => [Math.round(next() * width), Math.round(next() * height)] as const);
  const marks = Array.from({ length: n }, (_, i) => {
    const [x, y] = next() < 0.5 ? towns[Math.floor(next() * towns.length)]! : [Math.round(next() * width), Math.round(next() * height)];
    const weight = Math.floor(next() * 4);
    return point(`m${i}`, x, y, weight, [24, 26, 28, 34][weight]);
  });
  const places = [...new Set(marks.map(({ place }) => place))];
  return { marks, captions: places.map((place, i) => (i < 4 ? caption(place, 160, 90, 70) : caption(place, 40 + Math.round(next() * 100)))) };
}
