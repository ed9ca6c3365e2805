/**
 * The buttons on the map that open incidents: a symbol at a point, the name of an
 * area with a symbol, a ringed symbol for a journey, the gravest's with a number where there is no room for each of many, and a
 * bubble for those that the server gathered. They are real buttons, so that the keyboard and
 * assistive technology need nothing of ours.
 */
import * as L from './leaflet';
import type { Gravity } from '../incidents/gravity';
import type { Look, MarkForm, Certainty } from '../story/naming';
import { symbolElement } from '../story/symbols';

export interface MarkFace {
  form: MarkForm;
  look: Look;
  certainty: Certainty;
  gravity: Gravity;
  /** Whether its position came without a word on how exact it is. */
  asGiven?: boolean;
  /** In CSS pixels, where it is other than its gravity's. */
  size?: number | undefined;
  /** The accessible name. */
  name: string;
  /** The tooltip. */
  title: string;
  /** The incidents it opens; none for those that are gathered. */
  incidents: string[];
  /** How many it is of, where it is of several. */
  number: string;
  /** What a tag says beside its symbol: the name of its area, and how many there are. */
  label?: string;
  /** In CSS pixels, of a tag that says something. */
  width?: number;
}

export interface BubbleFace {
  name: string;
  number: string;
  /** How many died, or empty where that is not known or has no room. */
  dead: string;
  /** The sizes of the figures. */
  numberSize: number | undefined;
  deadSize: number | undefined;
  /** The diameter in CSS pixels. */
  size: number;
}

export function buildMark(at: L.LatLng, face: MarkFace, press: () => void): L.Marker {
  return button(at, new ButtonIcon(() => markElement(face)), press);
}

export function buildBubble(at: L.LatLng, face: BubbleFace, press: () => void): L.Marker {
  return button(at, new ButtonIcon(() => bubbleElement(face)), press);
}

function button(at: L.LatLng, icon: ButtonIcon, press: () => void): L.Marker {
  const marker = new L.Marker(at, { icon, keyboard: false });
  // Leaflet's click, not the button's, is silent at the end of a drag.
  marker.on('click', press);
  return marker;
}

/** Takes a button off the map; if it has the focus, its heir gets it, else the map, so that the keyboard's place is kept. */
export function takeAway(marker: L.Marker, map: L.Map, heir?: L.Marker): void {
  const hadFocus = marker.getElement() === document.activeElement;
  marker.remove();
  if (hadFocus) (heir?.getElement() ?? map.getContainer()).focus({ preventScroll: true });
}

class ButtonIcon extends L.DivIcon {
  constructor(private readonly build: () => HTMLElement) {
    super();
  }

  override createIcon(): HTMLElement {
    return this.build();
  }

  override createShadow(): HTMLElement {
    return null as unknown as HTMLElement; // none; Leaflet allows it, its types do not
  }
}

function markElement({ form, look, certainty, gravity, asGiven = false, size, name, title, incidents, number, label, width }: MarkFace): HTMLElement {
  const button = buttonElement(name, title);
  button.classList.add('mark', `mark-${form}`, `gravity-${gravity}`);
  button.classList.add(certainty);
  button.classList.toggle('as-given', asGiven);
  button.dataset['symbol'] = incidents.join(' ');
  if (size) button.style.setProperty('--size', `${size}px`);
  button.append(symbolElement(look));
  if (number && !label) button.append(figureElement(number, 'many'));
  if (label) {
    button.append(figureElement(label));
    button.style.width = `${width}px`;
    button.style.marginLeft = `${-width! / 2}px`;
  }
  return button;
}

function bubbleElement({ name, number, dead, size, numberSize, deadSize }: BubbleFace): HTMLElement {
  const button = buttonElement(name, name);
  button.classList.add('bubble');
  button.style.width = button.style.height = `${size}px`;
  button.style.marginLeft = button.style.marginTop = `${-size / 2}px`;
  button.append(figureElement(number));
  button.style.fontSize = `${numberSize?.toFixed(1)}px`;
  if (dead) {
    const died = figureElement(dead, 'dead');
    died.style.fontSize = `${deadSize?.toFixed(1)}px`;
    button.append(died);
  }
  return button;
}

function buttonElement(name: string, title: string): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'leaflet-marker-icon';
  button.setAttribute('aria-label', name);
  button.title = title;
  return button;
}

/**
 * A figure as the style sheet writes it. It is no text of the button, whose name says the same
 * in full: "1.2K" is not in "1,234 incidents", and a name must hold what is written (WCAG 2.5.3).
 */
function figureElement(figure: string, className = 'figure'): HTMLElement {
  const span = document.createElement('span');
  span.dataset['figure'] = figure;
  span.className = className;
  return span;
}
