/** Languages by their names. */

/** Names a language in the language of the page. */
export function languageName(lang: string): string {
  try {
    return new Intl.DisplayNames([document.documentElement.lang || 'en'], { type: 'language' }).of(lang) ?? lang;
  } catch {
    return lang;
  }
}
