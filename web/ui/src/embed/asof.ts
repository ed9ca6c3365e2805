import type { EmbedConfig } from '../story/config';

/** The address of an incident's page as of the state that is shown. */
export function asOf(href: string, embed: EmbedConfig | undefined): string {
  if (!embed?.asOf) return href;
  const url = new URL(href);
  url.searchParams.set('as_of', embed.asOf);
  return url.href;
}
