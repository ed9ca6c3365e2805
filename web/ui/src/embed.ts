/** The small script that a page may load beside frames of ours: their heights follow what is in them. */
import { followHeights } from './embed/host';

followHeights(document, (document.currentScript as HTMLScriptElement | null)?.src);
