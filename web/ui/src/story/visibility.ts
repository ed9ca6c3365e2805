/** Which incidents show, by the layers that are switched on. Pure. */

/** The id of the layer that every story has: all of its incidents. */
export const LAYER_ALL = 'all';

/**
 * Says whether an incident shows: when one of its layers is on. One that no layer holds
 * shows while every layer is on, as nobody chose among them yet.
 */
export function isVisible(incidentLayers: string[], on: ReadonlySet<string>, layers: { id: string }[]): boolean {
  if (incidentLayers.length > 0) return incidentLayers.some((id) => on.has(id));
  return layers.every((layer) => on.has(layer.id));
}

/** The layer whose symbol an incident wears: in the story's order, the first that is on and holds it. */
export function wornLayer<L extends { id: string }>(incidentLayers: string[], on: ReadonlySet<string>, layers: L[]): L | undefined {
  return layers.find((layer) => on.has(layer.id) && incidentLayers.includes(layer.id));
}
