/** Finds words in texts as the server does: without accents and case, the last word as the beginning of one. Pure. */

const ACCENTS = /[\u0300-\u036f]/g;

export function searchWords(text: string): string[] {
  return text.normalize('NFKD').replace(ACCENTS, '').toLowerCase().match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
}

export function holdsAll(words: string[], asked: string[]): boolean {
  return asked.every((word, i) => words.some((own) => (i === asked.length - 1 ? own.startsWith(word) : own === word)));
}
