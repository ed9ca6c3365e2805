/** What the API finds wrong with fields, said in the language of the page. */
import { t } from './words';

/** What the API says often, as patterns of its English; what it says besides stays as it is. */
const PATTERNS: [RegExp, string][] = [
  [/^is missing/, 'wrong.missing'],
  [/^is empty/, 'wrong.empty'],
  [/has (\d+) bytes; the limit is (\d+)/, 'wrong.long'],
  [/has (\d+) entries; the limit is (\d+)/, 'wrong.many'],
  [/control character/, 'wrong.control'],
  [/is not known; use one of/, 'wrong.choice'],
  [/needs both start and end/, 'wrong.when'],
  [/is none of map\.leads/, 'wrong.no_lead'],
  [/use pin or hide/, 'wrong.choice'],
  [/a name has 1 to (\d+) bytes/, 'wrong.name'],
  [/IANA time zone/, 'wrong.zone'],
  [/is not an instant/, 'wrong.time'],
  [/is more exact than the words/, 'wrong.too_exact'],
  [/no place is known by the words/, 'wrong.no_place'],
  [/is not between 0 and ([\d,]+)/, 'wrong.between'],
  [/is not an http or https address/, 'wrong.link'],
  [/is no picture/, 'wrong.no_picture'],
  [/is "(.*)"; send a picture as/, 'wrong.picture_type'],
  [/another person signs in with "(.*)"/, 'wrong.login_taken'],
  [/there is no (story|incident|import|revision|such token)\b/, 'error.gone'],
  [/this story has no import/, 'error.gone'],
  [/is no incident of this story/, 'wrong.other_incident'],
  [/is said to be (\S+) and is (\S+);/, 'wrong.lying_picture'],
  [/that is not whole, or of a kind that is not read/, 'wrong.broken_picture'],
  [/has (\d+) million pixels/, 'wrong.large_picture'],
  [/has more than (\d+) MiB/, 'wrong.heavy'],
  [/is of no picture of this size/, 'wrong.lost_picture'],
  [/^is (a|an) .+ and not /, 'wrong.type'],
  [/give a text, or texts by language/, 'wrong.type'],
  [/has the character U\+/, 'wrong.control'],
  [/is not a (new )?language tag/, 'wrong.language'],
  [/^gives no number/, 'wrong.no_number'],
  [/is not a whole number from 0 to (\d+)/, 'wrong.whole'],
  [/the order is 0 ≤ low/, 'wrong.order'],
  [/does not name an incident and its casualty row/, 'wrong.counted'],
  [/(is no|is not a) source of this incident/, 'wrong.no_source'],
  [/is before the start/, 'wrong.before'],
  [/is not between -|(lati|longi)tudes lie between/, 'wrong.where'],
  [/is not a GeoJSON geometry/, 'wrong.shape'],
  [/has (\d+) bytes; the limit of words that are looked up is (\d+)/, 'wrong.long'],
  [/is not a distance in metres/, 'wrong.distance'],
  [/is needed when an area .* is given as a point/, 'wrong.radius_needed'],
  [/must be null when the precision is unlocated/, 'wrong.located'],
  [/is not the id of (another|an) incident/, 'wrong.other_incident'],
  [/names a day that does not exist/, 'wrong.no_day'],
  [/is not 1 to 80 of a-z/, 'wrong.slug'],
  [/is not a colour/, 'wrong.color'],
  [/is in the year \d+; give an instant from (\d+) to (\d+)/, 'wrong.years'],
  [/^year (-?\d+) is out of range/, 'wrong.year'],
  [/is the name of another of these kinds/, 'wrong.same_kind'],
  [/is not a new id of at most/, 'wrong.same_kind'],
  [/which are no longer declared/, 'wrong.kind_in_use'],
  [/is not among the kinds that the story/, 'wrong.choice'],
];

function spoken(detail: string): [RegExp, string] | undefined {
  return PATTERNS.find(([pattern]) => pattern.test(detail));
}

/** Says what the API finds wrong in the language of the page, where it is known. */
export function sayFault(detail: string): string {
  const known = spoken(detail);
  if (!known) return detail;
  const [, given, limit] = known[0].exec(detail) ?? [];
  return t(known[1], { given: mediaName(given ?? ''), limit: mediaName(limit ?? '') });
}

/** Whether what the API says is said in the language of the page. */
export function isSpoken(detail: string): boolean {
  return spoken(detail) !== undefined;
}

/** What people call files of media types, where that is not the type without what stands before the slash. */
const MEDIA: Record<string, string> = { 'image/svg+xml': 'SVG', 'image/webp': 'WebP', 'image/x-icon': 'ICO', 'image/vnd.adobe.photoshop': 'PSD', 'application/pdf': 'PDF', 'application/zip': 'ZIP' };

/** Names a media type as people do; what is no media type stays as it is. */
function mediaName(given: string): string {
  const [type, family, sub] = /^(image|video|audio|text|application)\/([\w.+-]+)/.exec(given) ?? [];
  if (!type) return given;
  if (MEDIA[type]) return MEDIA[type];
  if (family === 'image') return sub!.replace(/^x-/, '').toUpperCase();
  return t(['video', 'audio', 'text'].includes(family!) ? `file.${family!}` : 'file.other');
}
