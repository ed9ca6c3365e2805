/** How the basemap looks: quiet, so that incidents stand out, in light and dark. */
import type { PlaceClass } from './tile';

export type Scheme = 'light' | 'dark';

export interface Palette {
  water: string;
  land: string;
  urban: string;
  green: string;
  building: string;
  path: string;
  street: string;
  highway: string;
  /** The edge of streets. */
  casing: string;
  river: string;
  country: string;
  state: string;
  /** Text, and the halo that keeps it legible on any ground. */
  text: string;
  textQuiet: string;
  halo: string;
  /** What is told of deaths. */
  grave: string;
}

export const palettes: Record<Scheme, Palette> = {
  light: {
    water: '#d3dfe6',
    land: '#f5f3ee',
    urban: '#ece8df',
    green: '#e3ead9',
    building: '#e2ddd3',
    path: '#dcd7cd',
    street: '#ffffff',
    highway: '#f7ecd2',
    casing: '#d5d0c6',
    river: '#bccfda',
    country: '#8d8a84',
    state: '#c4c0b8',
    text: '#2e3338',
    textQuiet: '#5a6067',
    halo: '#f9f8f5',
    grave: '#a1001f',
  },
  dark: {
    water: '#0f161b',
    land: '#20262b',
    urban: '#292f35',
    green: '#222c28',
    building: '#2d343a',
    path: '#333a40',
    street: '#3a4249',
    highway: '#4a4a42',
    casing: '#1a1f23',
    river: '#1a2831',
    country: '#8b949b',
    state: '#4d565d',
    text: '#e3e6e8',
    textQuiet: '#a5adb4',
    halo: '#171c20',
    grave: '#ff9d94',
  },
};

export interface LabelStyle {
  /** CSS pixels. */
  size: number;
  weight: number;
  upper: boolean;
  /** CSS pixels between letters. */
  spacing: number;
  quiet: boolean;
  /** Settlements have a dot beside which the name stands; areas have the name alone. */
  dot: boolean;
}

const region = { upper: true, quiet: true, dot: false };
const settlement = { weight: 400, upper: false, spacing: 0, quiet: false, dot: true };

const labelStyles: Record<PlaceClass, LabelStyle> = {
  country: { ...region, size: 13, weight: 600, spacing: 2 },
  state: { ...region, size: 11, weight: 400, spacing: 1.2 },
  capital: { ...settlement, size: 13.5, weight: 600 },
  city: { ...settlement, size: 12.5 },
  town: { ...settlement, size: 11.5 },
  village: { ...settlement, size: 11, quiet: true },
  airport: { ...settlement, size: 11, quiet: true },
  street: { ...settlement, size: 11, quiet: true, dot: false },
};

/** The style of a class of places; one that is not known is written like a village. */
export function labelStyle(placeClass: PlaceClass): LabelStyle {
  return labelStyles[placeClass] ?? labelStyles.village;
}

export const fontFamily =
  'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Liberation Sans", Arial, sans-serif';
