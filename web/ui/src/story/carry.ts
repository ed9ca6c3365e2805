/** Links that lead on with the state of the page: it is put into a link as soon as somebody is about to follow it. */
import type { Filter } from './filter';
import { filterWords, withWords, writeView, type View } from './url';

/** Links to other pages of the story, which show the same view, and downloads, which hold what the filter leaves. */
const PAGES = '.languages a, a.carries';
const FILES = 'a.download';

/** Keeps links up to date; files says whether the server makes files of what a filter leaves. */
export function carryState(doc: Document, view: () => View, filter: () => Filter, files: boolean): void {
  const renew = ({ target }: Event): void => {
    const link = (target as Element).closest?.<HTMLAnchorElement>('a[href]');
    if (link?.matches(PAGES)) {
      const url = new URL(link.href);
      link.href = url.pathname + writeView(url.search, { ...view(), filter: filter() });
    } else if (files && link?.matches(FILES)) {
      link.href = withWords(link.href, filterWords(filter()));
    }
  };
  for (const event of ['pointerdown', 'focusin', 'click']) doc.addEventListener(event, renew, true);
}
