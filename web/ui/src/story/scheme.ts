/** Whether the reader wants light or dark, and less motion. */
import type { Scheme } from '../basemap/style';

const dark = window.matchMedia('(prefers-color-scheme: dark)');
const still = window.matchMedia('(prefers-reduced-motion: reduce)');

/** The page's own theme, else the reader's. */
export function currentScheme(): Scheme {
  const { theme } = document.documentElement.dataset;
  if (theme === 'dark' || theme === 'light') return theme;
  return dark.matches ? 'dark' : 'light';
}

export function onSchemeChange(listener: (scheme: Scheme) => void): void {
  dark.addEventListener('change', () => listener(currentScheme()));
}

export function wantsStillness(): boolean {
  return still.matches;
}
