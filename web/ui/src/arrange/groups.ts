/**
 * Marks of points. Those whose places are closer than a mark is wide form a group: up to
 * RING of them stand on a ring around their places, each tied to its true place by a leader
 * line; more become a stack that opens as a list. Groups that would overlap push each other
 * away, as far as LEASH; those that still overlap are joined.
 */
import { distance, type Circle, type Mark, type Sizes, type Spot, type XY } from './types';

const RING = 8;
const LEASH = 64;
const ROUNDS = 80;

interface Group extends Circle {
  members: { id: string; at: XY }[];
  home: XY;
}

export function arrangePoints(points: Mark[], sizes: Sizes): Spot[] {
  return settle(gather(points, sizes), sizes).flatMap((g) => spotsOf(g, sizes));
}

/** Joins points that are, step by step, closer than a mark is wide. */
function gather(points: Mark[], sizes: Sizes): Group[] {
  const parent = points.map((_, i) => i);
  const root = (i: number): number => (parent[i] === i ? i : (parent[i] = root(parent[i]!)));
  points.forEach((a, i) => {
    for (let j = 0; j < i; j++) {
      if (distance(a.candidates[0]!, points[j]!.candidates[0]!) < sizes.mark) parent[root(i)] = root(j);
    }
  });
  const members = new Map<number, Group['members']>();
  points.forEach((mark, i) => {
    const list = members.get(root(i)) ?? [];
    list.push({ id: mark.id, at: mark.candidates[0]! });
    members.set(root(i), list);
  });
  return [...members.values()].map((list) => group(list, sizes));
}

function group(members: Group['members'], sizes: Sizes): Group {
  const home = middle(members.map((member) => member.at));
  return { members, home, ...home, r: reach(members.length, sizes) };
}

/** The middle of the distinct places, so that a town with many incidents weighs as one. */
function middle(points: XY[]): XY {
  const distinct = [...new Map(points.map((p) => [`${p.x},${p.y}`, p])).values()];
  const sum = distinct.reduce((a, p) => ({ x: a.x + p.x, y: a.y + p.y }), { x: 0, y: 0 });
  return { x: sum.x / distinct.length, y: sum.y / distinct.length };
}

/** How far a group of n marks reaches from its middle. */
function reach(n: number, sizes: Sizes): number {
  const alone = sizes.mark / 2;
  return n === 1 || n > RING ? alone : ringRadius(n, sizes) + alone;
}

/** The radius at which n marks on a ring keep the gap. */
function ringRadius(n: number, { mark, gap }: Sizes): number {
  return Math.max((mark + gap) / (2 * Math.sin(Math.PI / n)), (mark + gap) * 0.75);
}

/** Pushes overlapping groups apart; joins those that stay overlapped. */
function settle(groups: Group[], sizes: Sizes): Group[] {
  for (;;) {
    push(groups, sizes.gap);
    const worst = worstPair(groups);
    if (!worst) return groups;
    const [a, b] = worst;
    const rest = groups.filter((g) => g !== a && g !== b).map((g) => ({ ...g, ...g.home }));
    groups = [...rest, group([...a.members, ...b.members], sizes)];
  }
}

function push(groups: Group[], gap: number): void {
  for (let round = 0; round < ROUNDS; round++) {
    let moved = false;
    groups.forEach((a, i) => {
      for (let j = 0; j < i; j++) {
        const b = groups[j]!;
        const overlap = a.r + b.r + gap - distance(a, b);
        if (overlap <= 0) continue;
        const away = direction(b, a);
        nudge(a, away, overlap / 2);
        nudge(b, away, -overlap / 2);
        moved = true;
      }
    });
    if (!moved) return;
  }
}

/** Moves a group, no further from home than the leash. */
function nudge(g: Group, way: XY, by: number): void {
  const x = g.x + way.x * by - g.home.x;
  const y = g.y + way.y * by - g.home.y;
  const short = Math.min(1, LEASH / (Math.hypot(x, y) || 1));
  g.x = g.home.x + x * short;
  g.y = g.home.y + y * short;
}

function worstPair(groups: Group[]): [Group, Group] | undefined {
  let worst: [Group, Group] | undefined;
  let most = 1; // a pixel is left over when pushing stops
  groups.forEach((a, i) => {
    for (let j = 0; j < i; j++) {
      const overlap = a.r + groups[j]!.r - distance(a, groups[j]!);
      if (overlap > most) [worst, most] = [[a, groups[j]!], overlap];
    }
  });
  return worst;
}

function spotsOf(g: Group, sizes: Sizes): Spot[] {
  const n = g.members.length;
  const ids = g.members.map((member) => member.id);
  const moved = distance(g, g.home) > 1;
  if (n > RING) {
    const places = moved || distance(g.members[0]!.at, g.home) > 1 ? distinctPlaces(g) : [];
    return [{ ids, at: { x: g.x, y: g.y }, leaders: places }];
  }
  if (n === 1) return [{ ids, at: { x: g.x, y: g.y }, leaders: moved ? [g.home] : [] }];
  return ringOf(g, ringRadius(n, sizes));
}

function distinctPlaces(g: Group): XY[] {
  return [...new Map(g.members.map(({ at }) => [`${at.x},${at.y}`, at])).values()];
}

/**
 * Places a group's marks on a ring, in the order of the directions of their true places,
 * so that leader lines do not cross, and turned so that they are short.
 */
function ringOf(g: Group, radius: number): Spot[] {
  const n = g.members.length;
  const angle = (p: XY): number => Math.atan2(p.y - g.home.y, p.x - g.home.x);
  const ordered = g.members
    .map((member, i) => ({ member, i, a: distance(member.at, g.home) < 1 ? 0 : angle(member.at) }))
    .sort((p, q) => p.a - q.a || p.i - q.i);
  const slot = (k: number, turn: number): XY => ({
    x: g.x + radius * Math.cos((2 * Math.PI * k) / n + turn),
    y: g.y + radius * Math.sin((2 * Math.PI * k) / n + turn),
  });
  let best = { turn: 0, length: Infinity };
  for (let step = 0; step < 4 * n; step++) {
    const turn = -Math.PI / 2 + (Math.PI * step) / (2 * n);
    const length = ordered.reduce((sum, { member }, k) => sum + distance(member.at, slot(k, turn)) ** 2, 0);
    if (length < best.length - 1) best = { turn, length };
  }
  return ordered.map(({ member }, k) => ({
    ids: [member.id],
    at: slot(k, best.turn),
    leaders: [member.at],
  }));
}

/** The unit vector from a to b; for coincident points one that is the same every time. */
function direction(a: XY, b: XY): XY {
  const d = distance(a, b);
  return d < 1e-6 ? { x: 1, y: 0 } : { x: (b.x - a.x) / d, y: (b.y - a.y) / d };
}
