/** Paints a basemap tile on a canvas. Knows no map library. */
import type { Palette } from './style';
import type { Lines, Tile } from './tile';
import type { Window } from './window';

export const BLEED = 1;

/**
 * Paints a tile of size by size CSS pixels on a canvas whose context is already scaled to
 * device pixels, and beyond its east and south edges by BLEED pixels: between two zoom levels
 * tiles are scaled, and would else show a seam.
 */
export function paintTile(
  ctx: CanvasRenderingContext2D,
  tile: Tile | undefined,
  size: number,
  window: Window,
  palette: Palette,
  zoom: number,
): void {
  ctx.fillStyle = palette.water;
  ctx.fillRect(0, 0, size + BLEED, size + BLEED);
  if (!tile) return;
  const trace = (lines: Lines): void => tracePath(ctx, lines, size, window);
  const fill = (lines: Lines, color: string): void => {
    trace(lines);
    ctx.fillStyle = color;
    // MVT 2.1 winds holes the other way round, and polygons of one layer may overlap.
    ctx.fill('nonzero');
  };
  const stroke = (lines: Lines, color: string, width: number, dash: number[] = []): void => {
    trace(lines);
    ctx.strokeStyle = color;
    ctx.lineWidth = width;
    ctx.setLineDash(dash);
    ctx.stroke();
  };
  ctx.lineJoin = 'round';
  fill(tile.areas.land, palette.land);
  fill(tile.areas.urban, palette.urban);
  fill(tile.areas.green, palette.green);
  stroke(tile.rivers, palette.river, zoom < 7 ? 0.8 : 1.4);
  fill(tile.areas.lakes, palette.water);
  fill(tile.areas.buildings, palette.building);
  const wide = 2 ** Math.min(Math.max(zoom - 13, -2), 3.2);
  for (const [name, lines] of tile.streets) {
    const [width, color] = { rail: [0.9, palette.state], path: [0.6, palette.path], minor: [1.4, palette.street], major: [2.2, palette.street], highway: [3, palette.highway] }[name] as [number, string];
    if (name !== 'rail' && name !== 'path' && zoom > 11) stroke(lines, palette.casing, width * wide + 1.4);
    stroke(lines, color, Math.max(width * wide, 0.5));
  }
  stroke(tile.borders[1], palette.state, zoom < 5 ? 0.6 : 1, zoom < 5 ? [] : [4, 2]);
  stroke(tile.borders[0], palette.country, zoom < 4 ? 0.8 : 1.4);
}

function tracePath(ctx: CanvasRenderingContext2D, lines: Lines, size: number, window: Window): void {
  const scale = size / (window.side * lines.extent);
  const dy = (-window.y * size) / window.side;
  ctx.beginPath();
  for (let world = 0; world < window.side; world++) {
    const dx = ((world - window.x) * size) / window.side;
    for (const part of lines.parts) {
      part.forEach((p, i) => {
        const x = p.x * scale + dx;
        const y = p.y * scale + dy;
        if (i === 0) ctx.moveTo(x, y);
        else ctx.lineTo(x, y);
      });
    }
  }
}
