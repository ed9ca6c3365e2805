/**
 * The place names, on one canvas over all tiles, so that none is cut at a tile's edge or
 * written twice. It reaches somewhat over the view's edges, for panning, and is
 * written anew when the map comes to rest. What is told of the story's places comes first; the basemap's names
 * give way to it, and do not say the same again.
 */
import * as L from './leaflet';
import { apart, type Box, type XY } from '../arrange/types';
import { LEAD, LINE, type Face, type MeasureText, type Text } from '../incidents/captions';
import { placeLabels, type Label, type PlacedLabel } from '../basemap/labels';
import { fontFamily, labelStyle, palettes, type LabelStyle, type Palette, type Scheme } from '../basemap/style';
import { atOnce, inTurns, rest } from '../browser/rest';
import { MAX_PIXEL_RATIO, type BasemapLayer } from './basemaplayer';
import { COVERS_CHANGE, frameOf } from './frame';

const PANE = 'labels';
const WORLD = 256; // the world's side at zoom 0, in CSS pixels
const OVERREACH = 0.2; // of the view, on each side

/** The mark of an airport: half of an aeroplane and its mirror, in CSS pixels. */
const PLANE = ((half: [number, number][]) => [...half, ...half.map(([x, y]): [number, number] => [-x, y]).reverse()])([[0, -6], [0.9, -4.5], [0.9, -1.8], [5.5, 1], [5.5, 2.2], [0.9, 0.9], [0.7, 3.6], [2.2, 4.8], [2.2, 5.6], [0, 5]]);

/** A text of the story's own where it stands, in pixels of the zoom level. */
export interface Written {
  text: Text;
  box: Box;
  /** Whether its lines end at the right, as it stands left of its place. */
  toRight: boolean;
  line?: [XY, XY] | undefined;
}

/** What the story puts on the map: texts, the names that are told already, and the boxes over which nothing is written. */
export interface StoryLabels {
  written: Written[];
  told: string[];
  obstacles: Box[];
}

const faces: Record<Face, string> = { name: '650 13px', quiet: '500 12px', figure: '650 12px', told: '400 12px', tag: '600 12px' };

const fontOf = (face: Face): string => `${faces[face]} ${fontFamily}`;

/** Measures texts of the story as they are written. */
export const measureText: MeasureText = (text, face) => widthOf(text, fontOf(face), 0);

/** The widths that were measured, in CSS pixels, by font, spacing and text: all are asked for anew at each move. */
const widths = new Map<string, number>();
let pen: CanvasRenderingContext2D | null | undefined;

function widthOf(text: string, font: string, spacing: number): number {
  const key = `${font} ${spacing} ${text}`;
  let width = widths.get(key);
  if (width === undefined) {
    pen ??= document.createElement('canvas').getContext('2d');
    if (!pen) return text.length * 7;
    setFont(pen, font, spacing);
    width = pen.measureText(text).width;
    widths.set(key, width);
  }
  return width;
}

function setFont(ctx: CanvasRenderingContext2D, font: string, spacing: number): void {
  ctx.font = font;
  if ('letterSpacing' in ctx) ctx.letterSpacing = `${spacing}px`;
}

/** A name for comparison: the same with and without accents and capitals. */
const plain = (name: string): string => name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

export class LabelLayer {
  private readonly canvas = document.createElement('canvas');
  private readonly overlay: L.SVGOverlay;
  /** Holds once what was asked for is written. */
  drawn: Promise<void> = Promise.resolve();
  private waiting = false;
  /** How often it was written: what is begun anew ends what goes on. */
  private run = 0;
  private rules: Record<string, 'pin' | 'hide'> = {};
  private story: StoryLabels = { written: [], told: [], obstacles: [] };

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
    basemap.on('load', () => this.renew());
    map.on(`moveend ${COVERS_CHANGE}`, () => this.renew());
  }

  /** Keeps what editors say of names: pinned ones come before others, hidden ones are not written. */
  rule(rules: Record<string, 'pin' | 'hide'>): void {
    this.rules = rules;
  }

  setScheme(scheme: Scheme): void {
    this.scheme = scheme;
    this.renew();
  }

  setStory(story: StoryLabels): void {
    this.story = story;
    this.renew();
  }

  /** Writes all anew, once for all that asks for it meanwhile: marks come first. */
  private renew(): void {
    if (this.waiting) return;
    this.waiting = true;
    this.drawn = this.write();
  }

  /** Writes all, the first time in turns with the browser: then the first paint is still there. */
  private async write(): Promise<void> {
    await rest();
    await inTurns(this.measured(), () => true);
    this.waiting = false;
    const run = ++this.run;
    if (run > 1) atOnce(this.draw());
    else await inTurns(this.draw(), () => run === this.run);
  }

  /** Measures the names of the zoom, each a part of the work: the browser looks for a font at the first of its texts. */
  private *measured(): Generator<void> {
    for (const label of this.names(this.map.getZoom())) {
      measure(label);
      yield;
    }
  }

  /** Each text that is written is a part of the work. */
  private *draw(): Generator<void> {
    const zoom = this.map.getZoom();
    const size = this.map.getSize();
    const view = this.map.getPixelBounds();
    const from = view.getTopLeft().subtract(size.multiplyBy(OVERREACH)).floor();
    const to = view.getBottomRight().add(size.multiplyBy(OVERREACH)).ceil();
    // Beyond the square of Web Mercator there is no place to which Leaflet could keep the canvas.
    const box = new L.Bounds([from.x, Math.max(from.y, 0)], [to.x, Math.min(to.y, Math.floor(WORLD * 2 ** zoom))]);
    const ctx = this.reset(box, zoom);
    if (!ctx) return;
    const { view: seen, boxes } = frameOf(this.map);
    // All labels of the zoom level are placed, in view or not: what is written changes at the view's edge alone.
    const { written, told, obstacles } = this.story;
    const known = new Set(told.map(plain));
    const others = this.names(zoom)
      .filter(({ name }) => !known.has(plain(name)) && this.rules[name] !== 'hide')
      .map((label) => (this.rules[label.name] === 'pin' ? { ...label, rank: -1 } : label));
    const placed = placeLabels(others, measure, [...obstacles, ...boxes], seen, written.map((text) => text.box));
    const palette = palettes[this.scheme];
    const area = { left: box.min!.x, right: box.max!.x, top: box.min!.y, bottom: box.max!.y };
    for (const label of placed) {
      if (apart(area, label.box)) continue;
      yield;
      write(ctx, label, palette);
    }
    for (const text of written) {
      yield;
      writeText(ctx, text, palette);
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

/** Writes a text of the story, with the line to its place. */
function writeText(ctx: CanvasRenderingContext2D, { text, box, toRight, line }: Written, palette: Palette): void {
  ctx.lineJoin = 'round';
  if (line) {
    const [from, to] = line;
    ctx.beginPath();
    ctx.moveTo(from.x, from.y);
    ctx.lineTo(to.x, to.y);
    ctx.lineWidth = 1.2;
    ctx.strokeStyle = palette.textQuiet;
    ctx.stroke();
  }
  ctx.textBaseline = 'middle';
  ctx.textAlign = toRight ? 'right' : 'left';
  ctx.lineWidth = 3.5;
  ctx.strokeStyle = palette.halo;
  text.lines.forEach(({ text: words, face }, i) => {
    const x = toRight ? box.right - 3 : box.left + 3;
    const y = box.top - LEAD + (i + 0.5) * LINE;
    setFont(ctx, fontOf(face), 0);
    ctx.fillStyle = face === 'figure' ? palette.grave : palette.text;
    ctx.strokeText(words, x, y);
    ctx.fillText(words, x, y);
  });
  ctx.textAlign = 'left';
}

function textOf(label: Label, style: LabelStyle): string {
  return style.upper ? label.name.toLocaleUpperCase() : label.name;
}

const labelFont = (style: LabelStyle): string => `${style.weight} ${style.size}px ${fontFamily}`;

function measure(label: Label): number {
  const style = labelStyle(label.class);
  return widthOf(textOf(label, style), labelFont(style), style.spacing);
}

function write(ctx: CanvasRenderingContext2D, label: PlacedLabel, palette: Palette): void {
  const style = labelStyle(label.class);
  const text = textOf(label, style);
  setFont(ctx, labelFont(style), style.spacing);
  ctx.textBaseline = 'middle';
  ctx.lineJoin = 'round';
  ctx.lineWidth = 3;
  ctx.strokeStyle = palette.halo;
  ctx.fillStyle = style.quiet ? palette.textQuiet : palette.text;
  ctx.save();
  ctx.translate(label.x, label.y);
  ctx.rotate(((label.angle ?? 0) * Math.PI) / 180);
  ctx.strokeText(text, label.textX - label.x, label.textY - label.y);
  ctx.fillText(text, label.textX - label.x, label.textY - label.y);
  ctx.restore();
  if (!style.dot) return;
  ctx.beginPath();
  if (label.class === 'airport') PLANE.forEach(([x, y]) => ctx.lineTo(label.x + x, label.y + y));
  else ctx.arc(label.x, label.y, label.class === 'capital' ? 2.8 : 2.2, 0, 2 * Math.PI);
  ctx.lineWidth = 2;
  ctx.stroke();
  ctx.fill();
}
