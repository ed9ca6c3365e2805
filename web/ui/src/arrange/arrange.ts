/**
 * Where marks and names of places stand on the screen, so that each can be seen, read and pressed. Pure:
 * works in pixels of one zoom level. In this order, each giving way to what stands already:
 *
 *	the heaviest mark of each point, at its place
 *	names of places, and what is told of the gravest
 *	the other marks of points, around theirs
 *	tags of areas, where those leave room
 *
 * web/staticmap/layout is the same for pictures; testdata/arrange.json holds both to the same cases.
 */
import { placeCaptions } from './captions';
import { placeFirst, placeOthers, type First } from './points';
import { Space } from './space';
import { placeTags } from './tags';
import type { Arrangement, Box, Caption, Frame, Mark, Size } from './types';

/** So many names apart from their marks are as bad as one that is missing. */
const APART = 10;

/** Of more places than this the text of one is made fuller, and names are tried in one order. */
const MANY = 60;

/** Arranges marks and captions, as arranging does, at once. */
export function arrange(marks: Mark[], captions: Caption[], frame: Frame, taken: Box[] = []): Arrangement {
  const parts = arranging(marks, captions, frame, taken);
  for (;;) {
    const { done, value } = parts.next();
    if (done) return value;
  }
}

/**
 * Arranges marks and captions; what is taken stands already, and gives way to nothing. What is told gives way to
 * names: captions are as full as leaves each place and area its name. Each attempt is a part of the work.
 */
export function* arranging(marks: Mark[], captions: Caption[], frame: Frame, taken: Box[] = []): Generator<void, Arrangement> {
  const places = byPlace(marks.filter((mark) => mark.candidates.length === 1));
  const areas = byPlace(marks.filter((mark) => mark.candidates.length > 1));
  const rank = new Map(places.map(([mark], i) => [mark!.place, i]));
  const sorted = captions.filter(({ place }) => rank.has(place)).sort((a, b) => rank.get(a.place)! - rank.get(b.place)!);
  const tagged = areas.filter(([mark]) => isWide(mark!)).length;
  const wordy = sorted.filter(({ sizes }) => sizes.length > 1);
  const base = new Space(taken);
  const first = placeFirst(places, base);
  // Of each caption, which of its sizes is tried first: all of them full, else the names alone, and then fuller one by one.
  let from = new Map<Caption, number>();
  let chosen = sorted;
  // Whether tags stand before names, which have more places to choose from.
  let tagsFirst = false;
  let best: Arrangement | undefined;
  let least = Infinity;
  const attempt = function* (wanted: Map<Caption, number>, order = chosen, better = 0, early = tagsFirst): Generator<void, boolean> {
    const space = base.trial();
    const { spots, spotOf } = copied(first);
    const left = early ? placeTags(areas, spots, space, frame, true) : areas;
    const written = placeCaptions(order.map((caption) => [caption, wanted.get(caption) ?? 0]), spotOf, space, frame);
    yield;
    placeOthers(places, { spots, spotOf }, space);
    placeTags(left, spots, space, frame);
    yield;
    // Only tags are wider than high; one that found no place of its own names nothing. The name of a point is missed more than an area's.
    const unnamed = 2 * (sorted.length - written.length) + tagged - spots.filter(isWide).length;
    const apart = written.filter(({ line, told }) => line && !told).length;
    const cost = unnamed * APART + apart;
    if (cost > least - better) return false;
    [best, least, from, chosen, tagsFirst] = [{ spots, captions: written }, cost, wanted, order, early];
    return true;
  };
  // Those that found no room come first, while that makes it better.
  const missingFirst = function* (): Generator<void> {
    for (let found = true; found && least >= APART && places.length <= MANY; ) {
      const written = new Set(best!.captions.map(({ place }) => place));
      const missing = chosen.filter(({ place }) => !written.has(place));
      const order = [...missing, ...chosen.filter(({ place }) => written.has(place))];
      found = (yield* attempt(from, order, 1)) || (tagged > 0 && (yield* attempt(from, order, 1, !tagsFirst)));
    }
  };
  yield* attempt(from);
  if (least > 0 && wordy.length > 0) {
    const names = new Map(wordy.map((caption) => [caption, caption.sizes.length - 1]));
    yield* attempt(names);
    if (least >= APART && tagged > 0) yield* attempt(names, chosen, 1, true);
    yield* missingFirst();
    for (const caption of wordy.slice(0, places.length > MANY ? 1 : wordy.length)) {
      for (let size = 0; size < (from.get(caption) ?? 0); size++) if (yield* attempt(new Map([...from, [caption, size]]))) break;
    }
    yield* missingFirst();
  }
  return best!;
}

const isWide = ({ width, height }: Size): boolean => width > height;

function copied({ spots, spotOf }: First): First {
  const copies = new Map(spots.map((spot) => [spot, { ...spot, ids: [...spot.ids], leaders: [...spot.leaders] }]));
  return { spots: [...copies.values()], spotOf: new Map([...spotOf].map(([place, spot]) => [place, copies.get(spot)!])) };
}

/** The marks of each place, and the places, the heaviest first. */
function byPlace(marks: Mark[]): Mark[][] {
  const places = new Map<string, Mark[]>();
  for (const mark of [...marks].sort((a, b) => b.weight - a.weight)) {
    const list = places.get(mark.place);
    if (list) list.push(mark);
    else places.set(mark.place, [mark]);
  }
  return [...places.values()];
}
