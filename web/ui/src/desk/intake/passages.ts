/** A text in pieces, each with the drafts that rest on it. */

export interface Passage {
  story: number;
  /** Code points from the text's beginning; the end is not included. */
  start: number;
  end: number;
  text?: string;
}

export interface Piece {
  text: string;
  /** Places of the drafts in their list; empty for words that nothing rests on. */
  drafts: number[];
}

/** Divides a story's text where passages of drafts begin and end. What lies outside the text is cut. */
export function piecesOf(text: string, story: number, drafts: readonly { passages: readonly Passage[] }[]): Piece[] {
  const points = [...text];
  const spans: { start: number; end: number; draft: number }[] = [];
  const cuts = new Set([0, points.length]);
  drafts.forEach((draft, i) => {
    for (const p of draft.passages) {
      const [start, end] = [Math.max(0, p.start), Math.min(points.length, p.end)];
      if (p.story !== story || start >= end) continue;
      spans.push({ start, end, draft: i });
      cuts.add(start).add(end);
    }
  });
  const at = [...cuts].sort((a, b) => a - b);
  const pieces: Piece[] = [];
  for (let i = 0; i + 1 < at.length; i++) {
    const [start, end] = [at[i]!, at[i + 1]!];
    const of = spans.filter((s) => s.start <= start && s.end >= end).map((s) => s.draft);
    pieces.push({ text: points.slice(start, end).join(''), drafts: [...new Set(of)] });
  }
  return pieces;
}
