/** Draws counts by area where the reader or the story wants them so; what draws them is loaded then. */
import type { Config, Say } from '../story/config';
import type { Address } from '../story/history';
import { densityParts } from '../leaflet/densityparts';
import type { Legend } from '../leaflet/legend';
import type { MapView } from '../leaflet/mapview';
import { loadScript } from '../browser/loadscript';
import { currentScheme } from '../story/scheme';
import type { Wanted } from '../story/source';
import { isDivision, type Choice } from '../story/choice';
import type { DensityLayer } from './layer';

export class Division {
  private layer: Promise<DensityLayer> | undefined;

  constructor(
    private readonly config: Config,
    private readonly say: Say,
    private readonly address: Address,
    private readonly view: MapView,
    private readonly legend: Legend,
  ) {}

  /** How counts are drawn: as the reader wants, else as the story does. */
  choice(): Choice {
    const { show, measure, size } = this.address.view;
    return { ...this.config.map, ...(show && { show }), ...(measure && { measure }), ...(size && { size }) };
  }

  /** Whether counts are wanted by area, and the server makes them. */
  isWanted(): boolean {
    return isDivision(this.choice().show) && this.config.density !== undefined;
  }

  /** Shows the counts of what is in view, or takes them away where they are not wanted any more. */
  draw(wanted: Wanted): void {
    if (!this.isWanted() && !this.layer) return;
    const { lang, density: config } = this.config;
    this.layer ??= loadScript<typeof DensityLayer>(config!.script, 'incidentmapDensity').then(
      (Layer) => new Layer({ ...densityParts(this.view.map, this.legend), config: config!, lang, say: this.say, scheme: currentScheme }),
    );
    void this.layer.then((layer) => layer.show(this.choice(), wanted));
  }
}
