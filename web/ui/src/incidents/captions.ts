/** What is written beside the marks of places: their names, and of those that lead what happened. Pure. */
import type { Size } from '../arrange/types';
import type { Gravity } from './gravity';
import type { Incident } from './model';

export type Face = 'name' | 'quiet' | 'figure' | 'told' | 'tag';

export interface Line {
  text: string;
  face: Face;
}

/** A text of a caption, in lines. */
export interface Text extends Size {
  lines: Line[];
}

/** Gives the width of a text in CSS pixels. */
export type MeasureText = (text: string, face: Face) => number;

/** The height of a line, in CSS pixels. */
export const LINE = 15;

/** How much of a line is empty above and below its letters: others may stand there. */
export const LEAD = 2;

const MOST_LETTERS = 30;
const TOLD_WIDTH = 168;
const TOLD_LINES = 3;
const MARGIN = 3;

/** The name of a place in short: without what follows a comma or stands in brackets, and no longer than can be read at a glance. */
export function shortName(place: string): string {
  const name = place.replace(/\s*[([].*?[)\]]/g, '').split(/[,;]/)[0]!.trim();
  if (name.length <= MOST_LETTERS) return name;
  const cut = name.slice(0, MOST_LETTERS - 1);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), MOST_LETTERS / 2)).trimEnd()}…`;
}

/** The name of a place that several incidents call by names: the shortest. */
export function nameOf(incidents: Incident[]): string {
  const names = incidents.map(({ place }) => shortName(place)).filter(Boolean);
  return names.reduce((a, b) => (b.length < a.length ? b : a), names[0] ?? '');
}

/** The texts of a place, the fullest first: with what happened and how many died, with how many, the name alone. */
export function textsOf(name: string, lead: { title: string; figure: string } | undefined, gravity: Gravity, measure: MeasureText): Text[] {
  const plain: Line[] = [{ text: name, face: gravity === 3 ? 'name' : 'quiet' }];
  const texts = [plain];
  if (lead) {
    const counted: Line[] = lead.figure ? [...plain, { text: lead.figure, face: 'figure' }] : plain;
    const told = wrap(lead.title, (text) => measure(text, 'told'));
    if (lead.figure) texts.unshift(counted);
    if (told.length <= TOLD_LINES) texts.unshift([...counted, ...told.map((text): Line => ({ text, face: 'told' }))]);
  }
  return texts.map((lines) => ({
    lines,
    width: Math.ceil(Math.max(...lines.map(({ text, face }) => measure(text, face)))) + 2 * MARGIN,
    height: lines.length * LINE - 2 * LEAD,
  }));
}

/** Breaks a text between words into lines as long as fit. */
export function wrap(text: string, measure: (text: string) => number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const longer = `${lines[lines.length - 1] ?? ''} ${word}`.trim();
    if (lines.length > 0 && measure(longer) <= TOLD_WIDTH) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
