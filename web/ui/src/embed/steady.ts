/**
 * Which heights are sent. A host that takes a height and gives the frame another width for it,
 * as one does whose scroll bar comes and goes, would have two heights follow each other without
 * end: of such a pair the larger is kept. Pure.
 */

/** Changes within so many milliseconds belong together. */
const SPAN_MS = 2000;
/** So many changes between the same two heights are one too many. */
const TURNS = 4;

export class Steady {
  private readonly sent: { height: number; at: number }[] = [];

  /** Whether a height is to be sent at a time in milliseconds. */
  takes(height: number, now: number): boolean {
    const last = this.sent[this.sent.length - 1];
    if (last && height === last.height) return false;
    const recent = this.sent.filter(({ at }) => now - at < SPAN_MS);
    const before = recent[recent.length - 2];
    const swings = recent.length >= TURNS && before?.height === height && new Set(recent.map((t) => t.height)).size === 2;
    if (swings && height < last!.height) return false;
    this.sent.push({ height, at: now });
    if (this.sent.length > TURNS) this.sent.shift();
    return true;
  }
}
