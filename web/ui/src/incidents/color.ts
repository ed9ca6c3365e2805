/** Colours that can be told from their ground, by the contrast ratio of WCAG 2.2. Pure. */

type RGB = [number, number, number];

/** Reads "#rrggbb"; what is not that is a grey. */
export function parseColor(hex: string): RGB {
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(hex);
  return match ? [parseInt(match[1]!, 16), parseInt(match[2]!, 16), parseInt(match[3]!, 16)] : [90, 96, 102];
}

/** WCAG 2.2, "relative luminance". */
function luminance(rgb: RGB): number {
  const [r, g, b] = rgb.map((v) => {
    const c = v / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  }) as RGB;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** WCAG 2.2, "contrast ratio". */
export function contrast(a: string, b: string): number {
  const [high, low] = [luminance(parseColor(a)), luminance(parseColor(b))].sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

/** The colour, mixed with white or black until it stands out from the ground by the ratio. */
export function legible(color: string, ground: string, ratio: number): string {
  const toward = luminance(parseColor(ground)) < 0.18 ? 255 : 0;
  for (let mix = 0; mix <= 1; mix += 0.05) {
    const mixed = hex(parseColor(color).map((v) => Math.round(v + (toward - v) * mix)) as RGB);
    if (contrast(mixed, ground) >= ratio) return mixed;
  }
  return toward ? '#ffffff' : '#000000';
}

function hex(rgb: RGB): string {
  return `#${rgb.map((v) => v.toString(16).padStart(2, '0')).join('')}`;
}
