/** Draws areas by their counts as an SVG that the map keeps at its place. Knows no map library. */
import type { Geometry, Position } from '../incidents/features';
import { mercatorX, mercatorY } from '../incidents/mercator';
import type { Scheme } from '../basemap/style';

export interface Area {
  geometry: Geometry;
  /** Which shade it has; -1 for nothing. */
  shade: number;
  /** What is said of it: "Jalisco: 15 entries". */
  title: string;
  /** The diameter of a circle in place of an outline, in CSS pixels. */
  size: number;
  press: () => void;
}

export interface Picture {
  svg: SVGSVGElement;
  /** West, south, east, north, in degrees. */
  bounds: [number, number, number, number];
}

/** Shades of counts and of deaths, the lowest first, on light and on dark ground. */
export const shades: Record<Scheme, Record<'entries' | 'deaths', string[]>> = {
  light: {
    entries: ['#cfd9e8', '#a3b8d6', '#7594c1', '#4a6fa3', '#23447a'],
    deaths: ['#f4cfc9', '#e6a09a', '#d06a6b', '#b13a49', '#7f0f2b'],
  },
  dark: {
    entries: ['#2a3b50', '#35557a', '#4c7aab', '#7ba8d6', '#bddcf8'],
    deaths: ['#482a2d', '#75353c', '#a84a53', '#d97a80', '#f9bdbe'],
  },
};

/** The shades of so many classes: the darkest of them, evenly. */
export function shadesFor(all: string[], classes: number): string[] {
  if (classes <= 1) return [all[3]!];
  return Array.from({ length: classes }, (_, i) => all[Math.round((i * (all.length - 1)) / (classes - 1))]!);
}

const SVG = 'http://www.w3.org/2000/svg';
const MARGIN = 40; // CSS pixels around, for circles at the edge

/** Draws areas for a map whose world is so many CSS pixels wide. */
export function draw(areas: Area[], colors: string[], world: number): Picture | undefined {
  const points = areas.flatMap(({ geometry }) => positionsOf(geometry)).map(onMap);
  if (points.length === 0) return undefined;
  const xs = points.map(([x]) => x * world);
  const ys = points.map(([, y]) => y * world);
  const [left, right] = [least(xs) - MARGIN, -least(xs.map((x) => -x)) + MARGIN];
  const [top, bottom] = [Math.max(least(ys) - MARGIN, 0), Math.min(-least(ys.map((y) => -y)) + MARGIN, world)];
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', [0, 0, right - left, bottom - top].map((n) => n.toFixed(1)).join(' '));
  svg.setAttribute('preserveAspectRatio', 'none');
  svg.classList.add('density');
  const at = (position: Position): string => {
    const [x, y] = onMap(position);
    return `${(x * world - left).toFixed(1)} ${(y * world - top).toFixed(1)}`;
  };
  // The largest first: a circle does not cover a smaller one.
  for (const area of [...areas].sort((a, b) => b.size - a.size)) svg.append(shapeOf(area, colors, at));
  return { svg, bounds: [lonOf(left / world), latOf(bottom / world), lonOf(right / world), latOf(top / world)] };
}

function shapeOf({ geometry, shade, title, size, press }: Area, colors: string[], at: (p: Position) => string): SVGElement {
  let shape: SVGElement;
  if (geometry.type === 'Point') {
    shape = document.createElementNS(SVG, 'circle');
    const [x, y] = at(geometry.coordinates).split(' ');
    shape.setAttribute('cx', x!);
    shape.setAttribute('cy', y!);
    shape.setAttribute('r', String(size / 2));
  } else {
    shape = document.createElementNS(SVG, 'path');
    shape.setAttribute('d', ringsOf(geometry).map((ring) => `M${ring.map(at).join('L')}Z`).join(''));
  }
  shape.setAttribute('fill', colors[shade] ?? 'none');
  const words = document.createElementNS(SVG, 'title');
  words.textContent = title;
  shape.append(words);
  shape.addEventListener('click', press);
  return shape;
}

function ringsOf(geometry: Geometry): Position[][] {
  switch (geometry.type) {
    case 'Polygon':
      return geometry.coordinates;
    case 'MultiPolygon':
      return geometry.coordinates.flat();
    case 'GeometryCollection':
      return geometry.geometries.flatMap(ringsOf);
    default:
      return [];
  }
}

/** All positions of outlines and points. */
export function positionsOf(geometry: Geometry): Position[] {
  return geometry.type === 'Point' ? [geometry.coordinates] : ringsOf(geometry).flat();
}

const onMap = ([lon, lat]: Position): [number, number] => [mercatorX(lon), mercatorY(lat)];
const lonOf = (x: number): number => (x - 0.5) * 360;
const latOf = (y: number): number => (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;

function least(values: number[]): number {
  return values.reduce((a, b) => Math.min(a, b), Infinity);
}
