/** A button of the map's controls: an icon, and what it does in words. */
export function iconButton(name: string, path: string, act: (event: MouseEvent) => void): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.title = name;
  button.setAttribute('aria-label', name);
  button.innerHTML = `<svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path d="${path}"/></svg>`;
  button.addEventListener('click', act);
  return button;
}
