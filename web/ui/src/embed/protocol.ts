/**
 * The messages by which hosts of frames learn a frame's height, each in its own form. The embed
 * cannot know which host it is in, so it sends all of them; each takes what it knows. Pure.
 *
 * - pym.js (NPR): text; the host gives its id as ?childId=.
 * - Datawrapper's responsive script: by an id of ours; the host looks for the frame it came from.
 * - AMP (amp-iframe with resizable): sentinel amp, embed-size.
 * - Medium and hosts that follow Embedly: JSON as text, context iframe.resize.
 * - WordPress (wp-embed.js): the host gives a secret in the fragment, #?secret=, and repeats
 *   it in what it sends; it also opens links, which its sandbox keeps from opening by themselves.
 * - our own script, embed.js.
 */

export interface Host {
  /** What pym calls the frame; undefined when it is not pym. */
  pym?: string;
  /** WordPress' secret; undefined when it is not WordPress. */
  secret?: string;
  /** The embed's own address. */
  address: string;
  /** What Datawrapper's message calls the embed. */
  id: string;
}

export interface Size {
  /** CSS pixels, whole. */
  width: number;
  height: number;
}

/** What our own script asks, and the embed's answer's key. */
export const OWN = 'incidentmap';

const PYM = 'xPYMx';

/** Reads which host it is of the embed's address. */
export function readHost(address: string, id: string): Host {
  const url = new URL(address);
  const host: Host = { address, id };
  const pym = url.searchParams.get('childId');
  if (pym) host.pym = pym;
  const secret = /[?&#]secret=([A-Za-z0-9]+)/.exec(url.hash)?.[1];
  if (secret) host.secret = secret;
  return host;
}

/** The messages of a height, one for each host. */
export function heightMessages({ pym, secret, address, id }: Host, { width, height }: Size): unknown[] {
  const all: unknown[] = [
    { [OWN]: { height } },
    { 'datawrapper-height': { [id]: height } },
    { sentinel: 'amp', type: 'embed-size', width, height },
    JSON.stringify({ src: address, context: 'iframe.resize', height }),
  ];
  if (pym) all.push(`pym${PYM}${pym}${PYM}height${PYM}${height}`);
  if (secret) all.push({ message: 'height', value: height, secret });
  return all;
}

/** The messages that the embed is there. */
export function readyMessages(): unknown[] {
  return [{ sentinel: 'amp', type: 'embed-ready' }];
}

/** What asks WordPress to open a link. */
export function linkMessage(secret: string, href: string): unknown {
  return { message: 'link', value: href, secret };
}

/** Whether what the host sends asks for the height anew. */
export function asksForHeight(data: unknown, { pym, secret }: Host): boolean {
  if (typeof data === 'string') return pym !== undefined && data.startsWith(`pym${PYM}${pym}${PYM}width${PYM}`);
  if (typeof data !== 'object' || data === null) return false;
  const said = data as Record<string, unknown>;
  if (said[OWN] === 'height?') return true;
  return said['message'] === 'ready' && secret !== undefined && said['secret'] === secret;
}

/** The height that an embed of ours sends, in CSS pixels; undefined for all else. */
export function ownHeight(data: unknown): number | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const own = (data as Record<string, unknown>)[OWN];
  if (typeof own !== 'object' || own === null) return undefined;
  const { height } = own as { height?: unknown };
  return typeof height === 'number' && height >= 50 && height <= 50_000 ? Math.ceil(height) : undefined;
}
