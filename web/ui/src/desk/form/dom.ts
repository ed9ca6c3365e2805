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

/** Makes a button. While what act promised is not done, the button does nothing: what it sends is not sent twice. */
export function button(text: string, act: (event: Event) => unknown, className = ''): HTMLButtonElement {
  const press = (event: Event): void => {
    if (!isBusy(made)) void whileBusy(made, act(event));
  };
  const made = el('button', { type: 'button', class: className || undefined, onclick: press }, text);
  return made;
}

/** Reports whether a button waits for what it began. */
export function isBusy(control: HTMLElement): boolean {
  return control.getAttribute('aria-disabled') === 'true';
}

/** Marks a button as busy until work is done. It is not disabled, which would take the focus from it. */
export async function whileBusy(control: HTMLElement, work: unknown): Promise<void> {
  if (!(work instanceof Promise)) return;
  control.setAttribute('aria-disabled', 'true');
  try {
    await work;
  } finally {
    control.removeAttribute('aria-disabled');
  }
}

let last = 0;

/** Gives an id that no other element has. */
export function newId(): string {
  last += 1;
  return `d${last}`;
}
