/** A click that asks for a new tab, window or download. */
export function isSpecialClick(event: MouseEvent): boolean {
  return event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
}
