/** Maps of the desk. */
import { sayer } from '../../story/config';
import { DrawingMap } from '../../leaflet/drawing';
import type { DeskConfig } from '../text/config';
import { t } from '../text/words';

/** Opens a map in an element that is or will be in the page. */
export function openMap(config: DeskConfig, element: HTMLElement, bbox: [number, number, number, number]): Promise<DrawingMap> {
  return new Promise((ready) => {
    // The map measures its element, which has no size before it stands in the page.
    const seen = new IntersectionObserver((entries) => {
      if (!entries.some((e) => e.isIntersecting)) return;
      seen.disconnect();
      void DrawingMap.open(element, { lang: config.lang, basemap: config.basemap, bbox }, sayer(config.mapWords), (n) => t('where.corner', { n })).then(ready);
    });
    seen.observe(element);
  });
}
