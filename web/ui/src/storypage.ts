/**
 * The story's page, joined of its parts: features from the server become a model; layers
 * say what of it shows; the map and the list show the same; a card opens from both;
 * and the address holds what is on view.
 */
import { Card, isSpecialClick } from './card';
import { sayer, type Config, type Say } from './config';
import type { FeatureCollection } from './features';
import { LayerSwitches } from './layers';
import { IncidentLayer } from './leaflet/incidentlayer';
import { createMap, type MapView } from './leaflet/mapview';
import { List, type Item } from './list';
import { shortNumber } from './bubbles';
import { Loading } from './loading';
import { buildModel, type Gathering, type Incident, type Model, type Place } from './model';
import { Naming } from './naming';
import { currentScheme, onSchemeChange, wantsStillness } from './scheme';
import { ViewSource, WholeSource, type Source, type Wanted } from './source';
import { StaticViewSource } from './staticviews';
import { Status } from './status';
import { follow } from './updates';
import { readView, writeView, type View } from './url';
import { isVisible } from './visibility';

const ADDRESS_PAUSE_MS = 300; // browsers limit how often an address may change

export class StoryPage {
  private readonly say: Say;
  private readonly naming: Naming;
  private readonly list: List;
  private readonly switches: LayerSwitches;
  private readonly status: Status;
  private readonly card: Card;
  private readonly view: MapView;
  private readonly incidents: IncidentLayer;
  private readonly source: Source;
  private readonly loading: Loading;
  private model: Model = { places: [], incidents: new Map(), gatherings: [] };
  /** The level of the grid that the model's gatherings are of. */
  private level: number | undefined;
  private addressTimer: number | undefined;
  /** What is said, in place of what is in view, when what was asked for is drawn. */
  private news = '';

  constructor(
    private readonly doc: Document,
    private readonly config: Config,
  ) {
    this.say = sayer(config.messages);
    this.naming = new Naming(config, this.say);
    this.list = new List(doc);
    this.status = new Status(doc.getElementById('status'));
    this.switches = new LayerSwitches(doc.querySelector('form#layers'), config.layers, () => this.layersChanged());
    this.source = sourceOf(config);
    this.loading = new Loading(this.source, (collection) => this.take(collection), () => this.apologise());
    this.card = new Card(doc.querySelector<HTMLDialogElement>('dialog#card')!, this.say, (href) => this.list.atAddress(href), {
      closed: () => this.closeCard(),
      chosen: (id) => this.openCard(id),
    });
    const state = readView(location.search);
    this.switches.set(state.layers);
    const manner = { scheme: currentScheme(), still: wantsStillness(), wheel: matchMedia('(min-width: 60rem)').matches };
    this.view = createMap(doc.getElementById('map')!, config, state, manner, this.say);
    this.incidents = new IncidentLayer(
      this.view.map,
      {
        look: (incident) => this.naming.look(incident, this.switches.on()),
        name: (incident, form) => this.naming.name(incident, form, this.list.get(incident.id)?.when),
        stackName: (stacked) => this.naming.stackName(stacked),
        open: (ids) => this.openFromMap(ids),
        gathered: {
          look: (gathering) => this.naming.gatheredLook(gathering),
          name: (gathering) => this.naming.gatheredName(gathering, config.lang),
          number: (n) => shortNumber(n, config.lang),
          press: (gathering) => this.approach(gathering),
        },
      },
      (boxes) => this.view.labels.setObstacles(boxes),
    );
  }

  start(): void {
    this.applyLayers();
    this.listen();
    const { incident } = readView(location.search);
    if (incident) this.showCard(incident);
    void this.load();
    follow(this.doc, this.config, {
      source: this.source,
      list: this.list,
      say: this.say,
      isKnown: (id) => this.itemOf(id) !== undefined,
      refresh: (news) => {
        this.news = news || this.news;
        void this.load();
      },
      relist: () => this.applyLayers(),
    });
  }

  /** Asks for what is in view; a story that came whole is asked for once. */
  private load(): Promise<void> {
    return this.loading.load(this.wanted());
  }

  private wanted(): Wanted {
    const bounds = this.view.map.getBounds();
    return {
      zoom: this.view.map.getZoom(),
      bbox: [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()],
      layers: this.switches.state(),
    };
  }

  private listen(): void {
    this.doc.addEventListener('click', (event) => {
      const link = (event.target as Element).closest<HTMLAnchorElement>('a.open[data-id]');
      const id = link?.dataset['id'];
      if (!link || !id || isSpecialClick(event) || !this.itemOf(id)) return;
      event.preventDefault();
      this.openCard(id, () => (link.isConnected ? link : this.list.linkOf(id)));
    });
    this.view.map.on('moveend', () => {
      this.saveView();
      if (this.source.whole) this.sayInView();
      else void this.load();
    });
    window.addEventListener('popstate', () => this.restore());
    onSchemeChange((scheme) => {
      this.view.setScheme(scheme);
      this.draw();
    });
  }

  /** Draws what was loaded; the list stands without it. */
  private take({ features, level }: FeatureCollection): void {
    this.model = buildModel(features, this.config.lang);
    this.level = level;
    this.draw();
    this.sayInView();
    void this.view.drawn.then(() => {
      this.doc.documentElement.dataset['map'] = 'ready';
    });
    if (this.source instanceof ViewSource) void this.list.load(this.source.listAddress(this.wanted()));
  }

  /** Goes to where what is gathered comes apart. */
  private approach({ form, splitsAt }: Gathering): void {
    const map = this.view.map;
    if (form.type === 'area' || form.type === 'line') {
      this.incidents.approach(form);
      return;
    }
    const zoom = Math.min(Math.max(splitsAt ?? map.getMaxZoom(), map.getZoom() + 1), map.getMaxZoom());
    map.setView([form.at[1], form.at[0]], zoom);
  }

  private apologise(): void {
    this.doc.documentElement.dataset['map'] = 'failed';
    const box = this.doc.getElementById('map-error');
    if (!box) return;
    const retry = this.doc.createElement('button');
    retry.type = 'button';
    retry.textContent = this.say('retry');
    retry.addEventListener('click', () => {
      box.hidden = true;
      void this.load();
    });
    box.replaceChildren(`${this.say('map_failed')} `, retry);
    box.hidden = false;
  }

  // --- layers

  private layersChanged(): void {
    this.replaceAddress({ layers: this.switches.state() });
    if (!this.source.whole) {
      void this.load();
      return;
    }
    this.applyLayers();
    this.draw();
    this.sayInView();
  }

  /** A list of a view comes filtered. */
  private applyLayers(): void {
    if (this.source.whole) this.list.filter((item) => this.shows(item.layers));
  }

  private shows(layers: string[]): boolean {
    return isVisible(layers, this.switches.on(), this.config.layers);
  }

  private draw(): void {
    const places = this.model.places
      .map((place): Place => ({ ...place, incidents: place.incidents.filter((i) => this.shows(i.layers)) }))
      .filter((place) => place.incidents.length > 0);
    this.incidents.show(places, this.model.gatherings, this.level, currentScheme());
  }

  private sayInView(): void {
    if (this.news) {
      this.status.say(this.news);
      this.news = '';
      return;
    }
    const n = this.incidents.inView();
    this.status.say(n === 1 ? this.say('in_view_one') : this.say('in_view', { n: n.toLocaleString(this.config.lang) }));
  }

  // --- the card

  private openFromMap(ids: string[]): void {
    const opener = (): HTMLElement | undefined => this.incidents.markOf(ids[0]!);
    if (ids.length === 1) {
      this.openCard(ids[0]!, opener);
      return;
    }
    const items = ids.map((id) => this.itemOf(id)).filter((item): item is Item => item !== undefined);
    const stacked = ids.map((id) => this.model.incidents.get(id)).filter((i): i is Incident => i !== undefined);
    this.card.choose(this.naming.stackName(stacked), items, opener);
  }

  private openCard(id: string, opener?: () => HTMLElement | undefined): void {
    if (readView(location.search).incident !== id) {
      const search = writeView(location.search, { ...readView(location.search), incident: id });
      history.pushState(null, '', search || location.pathname);
    }
    this.showCard(id, opener);
  }

  /** Shows the card; without an opener, the one that opened it before gets the focus back, else the list's link. */
  private showCard(id: string, opener?: () => HTMLElement | undefined): void {
    const item = this.itemOf(id);
    if (!item) return;
    const byList = (): HTMLElement | undefined => this.list.linkOf(id);
    void this.card.show(item, opener ?? (this.card.isOpen ? undefined : byList));
    this.list.setCurrent(id);
    this.incidents.setCurrent(id, this.card.coverOf(this.view.map.getContainer()));
  }

  /** What the list says of an incident, or for one that is not listed its feature. */
  private itemOf(id: string): Item | undefined {
    const listed = this.list.get(id);
    const incident = this.model.incidents.get(id);
    if (listed || !incident?.url) return listed;
    return { id, layers: incident.layers, title: incident.title, href: incident.url, when: incident.day };
  }

  private closeCard(): void {
    this.hideCard();
    if (readView(location.search).incident) this.replaceAddress({ incident: undefined });
  }

  private hideCard(): void {
    this.list.setCurrent(undefined);
    this.incidents.setCurrent(undefined, 0);
    this.card.close();
  }

  // --- the address

  private saveView(): void {
    window.clearTimeout(this.addressTimer);
    this.addressTimer = window.setTimeout(() => {
      const { lng, lat } = this.view.map.getCenter();
      this.replaceAddress({ center: { lon: lng, lat }, zoom: this.view.map.getZoom(), bbox: undefined });
    }, ADDRESS_PAUSE_MS);
  }

  private replaceAddress(change: { [K in keyof View]: View[K] | undefined }): void {
    const view = { ...readView(location.search), ...change } as View;
    history.replaceState(null, '', writeView(location.search, view) || location.pathname);
  }

  /** After back or forward: the card and the layers of that address. */
  private restore(): void {
    const { incident, layers } = readView(location.search);
    this.switches.set(layers);
    if (this.source.whole) {
      this.applyLayers();
      this.draw();
    } else void this.load();
    if (incident) this.showCard(incident);
    else this.hideCard();
  }
}

function sourceOf({ features, views }: Config): Source {
  if (views) return 'tree' in views ? new StaticViewSource(views) : new ViewSource(views);
  if (features) return new WholeSource(features);
  throw new Error('script#config names no source of incidents');
}
