/**
 * Symbols: uses of the outlines that the page holds (templates/symbols.gohtml), so that
 * the list's and the map's are the same. Layers are told apart by the outline, never by
 * colour alone; a light edge keeps them clear of dark ground and a dark one of light.
 */
import type { Look } from './naming';

const SVG = 'http://www.w3.org/2000/svg';

/** A symbol of a look. */
export function symbolElement({ shape, color }: Look): SVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', 'symbol');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  svg.style.color = color;
  const use = document.createElementNS(SVG, 'use');
  use.setAttribute('href', `#shape-${shape}`);
  svg.append(use);
  return svg;
}
