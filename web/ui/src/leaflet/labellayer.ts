/**
 * The place names, on one canvas over all tiles, so that none is cut at a tile's edge or
 * written twice. It reaches somewhat over the view's edges, for panning, and is
 * written anew when the map comes to rest.
 */
import * as L from './leaflet';
import type { Box } from '../arrange/types';
import { placeLabels, type Label, type PlacedLabel } from '../basemap/labels';
import { fontFamily, labelStyle, palettes, type LabelStyle, type Palette, type Scheme } from '../basemap/style';
import { rest } from '../rest';
import { MAX_PIXEL_RATIO, type BasemapLayer } from './basemaplayer';

const PANE = 'labels';
const OVERREACH = 0.2; // of the view, on each side

export class LabelLayer {
  private readonly canvas = document.createElement('canvas');
  private readonly overlay: L.SVGOverlay;
  private obstacles: Box[] = [];

  constructor(
    private readonly map: L.Map,
    basemap: BasemapLayer,
    /** The names there are for a zoom. */
    private readonly names: (zoom: number) => Label[],
    private scheme: Scheme,
  ) {
    const pane = map.createPane(PANE);
    pane.style.zIndex = '450'; // over areas, under marks
    pane.style.pointerEvents = 'none';
    this.canvas.setAttribute('aria-hidden', 'true');
    // Leaflet's SVG overlay keeps any element at its place through pans and zooms, so a canvas too.
    this.overlay = new L.SVGOverlay(this.canvas as unknown as SVGElement, map.getBounds(), { pane: PANE }).addTo(map);
    basemap.on('load', () => this.draw());
    map.on('moveend', () => this.draw());
  }

  setScheme(scheme: Scheme): void {
    this.scheme = scheme;
    this.draw();
  }

  /** Sets the boxes, in pixels of the map's zoom level, over which nothing is written. */
  setObstacles(boxes: Box[]): void {
    this.obstacles = boxes;
    void rest().then(() => this.draw()); // marks come first
  }

  private draw(): void {
    const zoom = this.map.getZoom();
    const size = this.map.getSize();
    const view = this.map.getPixelBounds();
    const box = new L.Bounds(
      view.getTopLeft().subtract(size.multiplyBy(OVERREACH)).floor(),
      view.getBottomRight().add(size.multiplyBy(OVERREACH)).ceil(),
    );
    const ctx = this.reset(box, zoom);
    if (!ctx) return;
    // All labels of the zoom level are placed, in view or not: what is written does not change while panning.
    const placed = placeLabels(this.names(zoom), (label) => measure(ctx, label), this.obstacles);
    for (const label of placed) {
      if (box.intersects(boundsOf(label.box))) write(ctx, label, palettes[this.scheme]);
    }
  }

  /** Puts the empty canvas over the box; its context then takes pixels of the zoom level. */
  private reset(box: L.Bounds, zoom: number): CanvasRenderingContext2D | null {
    const { x: width, y: height } = box.getSize();
    const [northWest, southEast] = [box.getTopLeft(), box.getBottomRight()].map((p) => this.map.unproject(p, zoom));
    const ratio = Math.min(devicePixelRatio, MAX_PIXEL_RATIO);
    this.canvas.width = width * ratio;
    this.canvas.height = height * ratio;
    this.overlay.setBounds(new L.LatLngBounds(northWest!, southEast!));
    const ctx = this.canvas.getContext('2d');
    const origin = box.getTopLeft();
    ctx?.scale(ratio, ratio);
    ctx?.translate(-origin.x, -origin.y);
    return ctx;
  }
}

function boundsOf(box: Box): L.Bounds {
  return new L.Bounds([box.left, box.top], [box.right, box.bottom]);
}

function textOf(label: Label, style: LabelStyle): string {
  return style.upper ? label.name.toLocaleUpperCase() : label.name;
}

function setFont(ctx: CanvasRenderingContext2D, style: LabelStyle): void {
  ctx.font = `${style.weight} ${style.size}px ${fontFamily}`;
  if ('letterSpacing' in ctx) ctx.letterSpacing = `${style.spacing}px`;
}

function measure(ctx: CanvasRenderingContext2D, label: Label): number {
  const style = labelStyle(label.class);
  setFont(ctx, style);
  return ctx.measureText(textOf(label, style)).width;
}

function write(ctx: CanvasRenderingContext2D, label: PlacedLabel, palette: Palette): void {
  const style = labelStyle(label.class);
  const text = textOf(label, style);
  setFont(ctx, style);
  ctx.textBaseline = 'middle';
  ctx.lineJoin = 'round';
  ctx.lineWidth = 3;
  ctx.strokeStyle = palette.halo;
  ctx.fillStyle = style.quiet ? palette.textQuiet : palette.text;
  ctx.strokeText(text, label.textX, label.textY);
  ctx.fillText(text, label.textX, label.textY);
  if (!style.dot) return;
  ctx.beginPath();
  ctx.arc(label.x, label.y, label.class === 'capital' ? 2.8 : 2.2, 0, 2 * Math.PI);
  ctx.lineWidth = 2;
  ctx.stroke();
  ctx.fill();
}
