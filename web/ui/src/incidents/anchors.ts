/** Where the marks of a place may stand: a point's at the point, an area's inside it, a line's on it. Pure. */
import type { Position } from './features';
import { interiorPoints, type InteriorPoint } from './interior';
import type { Form } from './model';

const INTERIOR_POINTS = 80;

/** The points at which a place's marks may stand, the best first; one alone is the place itself. */
export function anchorsOf(form: Form): InteriorPoint[] {
  switch (form.type) {
    case 'spot':
    case 'circle':
      return [{ at: form.at, depth: 0 }];
    case 'area':
      return interiorPoints(form.polygons, INTERIOR_POINTS);
    case 'line':
      return alongLine(form.lines[0] ?? []).map((at) => ({ at, depth: 0 }));
  }
}

/** Points on a line: its middle, then others alternately to both sides. */
function alongLine(line: Position[]): Position[] {
  const [from, to] = [line[0], line[line.length - 1]];
  if (!from || !to) return [];
  if (line.length > 2) return [line[Math.floor(line.length / 2)]!, ...line.slice(1, -1)];
  return [0.5, 0.58, 0.42, 0.66, 0.34, 0.74, 0.82].map((t) => [
    from[0] + (to[0] - from[0]) * t,
    from[1] + (to[1] - from[1]) * t,
  ]);
}
