/**
 * Where marks stand on the screen, so that each can be seen and pressed. Pure: works in
 * pixels of one zoom level. Points come first, as they have one place; tags of areas go
 * where those leave room.
 */
import { arrangePoints } from './groups';
import { arrangeTags } from './tags';
import type { Mark, Sizes, Spot } from './types';

export function arrange(marks: Mark[], sizes: Sizes): Spot[] {
  const points = arrangePoints(marks.filter((mark) => mark.candidates.length === 1), sizes);
  const tags = arrangeTags(marks.filter((mark) => mark.candidates.length > 1), points, sizes);
  return [...points, ...tags];
}
