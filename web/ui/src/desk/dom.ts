/** Elements made in one expression. Texts are never read as HTML. */
export type Child = Node | string | null | undefined | false | Child[];
type Value = string | number | boolean | undefined | ((event: Event) => void);

/**
 * Makes an element. An attribute that is a function listens to the event it is named by (`onclick`),
 * one that is true has no value, and one that is false or undefined is left out.
 */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, Value> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== false && value !== undefined) element.setAttribute(name, String(value));
  }
  add(element, children);
  return element;
}

function add(element: HTMLElement, children: Child[]): void {
  for (const child of children) {
    if (Array.isArray(child)) add(element, child);
    else if (child) element.append(child);
  }
}

/** Puts other children in place of an element's own. */
export function fill(element: HTMLElement, ...children: Child[]): void {
  element.replaceChildren();
  add(element, children);
}

export function button(text: string, act: (event: Event) => void, className = ''): HTMLButtonElement {
  return el('button', { type: 'button', class: className || undefined, onclick: act }, text);
}

let last = 0;

/** Gives an id that no other element has. */
export function newId(): string {
  last += 1;
  return `d${last}`;
}
