/**
 * The story's page, joined of its parts: features from the server become a model; the filter
 * says what of it shows; the map and the list show the same; a card opens from both;
 * and the address holds what is on view.
 */
import { Cards } from './cards';
import { readConfig, sayer, type Config, type Say } from '../story/config';
import { asOf } from '../embed/asof';
import type { FeatureCollection } from '../incidents/features';
import { numberText } from '../incidents/figure';
import { narrows, passes, type Filter, type TestsOf } from '../story/filter';
import { entries, FilterForm } from './filterform';
import { Address } from '../story/history';
import { areCounted } from '../story/choice';
import { Division } from '../density/division';
import { IncidentLayer } from '../leaflet/incidentlayer';
import { Legend } from '../leaflet/legend';
import { createMap, type MapView } from '../leaflet/mapview';
import type { SearchArea } from '../leaflet/searcharea';
import { List, type Item } from './list';
import { Loading } from '../story/loading';
import { markWords } from './markwords';
import { buildModel, type Gathering, type Model, type Place } from '../incidents/model';
import { Naming } from '../story/naming';
import { rest, restIfDue } from '../browser/rest';
import { currentScheme, onSchemeChange, wantsStillness } from '../story/scheme';
import { ViewSource, WholeSource, type Source, type Wanted } from '../story/source';
import type { deepest } from '../basemap/coverage';
import type { StaticViewSource } from '../story/staticviews';
import { Status } from '../browser/status';
import { follow } from './follow';
import { loadLater, type offerPlaces, type renewFigures } from './loader';
import type { offerPlay, Play } from './playoffer';
import type { Timeline } from './timeline';
import type { carryState } from '../story/carry';

/** What a page may have besides the map, the list and the cards; what it does not use is not in its script. */
export interface Tools {
  testsOf: TestsOf;
  Timeline?: typeof Timeline;
  SearchArea?: typeof SearchArea;
  renewFigures?: typeof renewFigures;
  carryState?: typeof carryState;
  offerPlaces?: typeof offerPlaces;
  offerPlay?: typeof offerPlay;
  /** For pages that are published as files. */
  StaticViewSource?: typeof StaticViewSource;
  deepest?: typeof deepest;
  /** Makes the map a guest in another page. */
  settle?: (doc: Document, view: MapView, config: Config, say: Say) => void;
}

/** So many marks at most are drawn over areas that are shaded by counts. */
const MARKS_OVER_AREAS = 12;

export class StoryPage {
  private readonly say: Say;
  private readonly naming: Naming;
  private readonly list: List;
  private readonly form: FilterForm;
  private readonly status: Status;
  private readonly cards: Cards;
  private readonly incidents: IncidentLayer;
  private readonly area: SearchArea | undefined;
  private readonly legend: Legend;
  private readonly play: Play | undefined;
  private readonly division: Division;
  private readonly source: Source;
  private readonly loading: Loading;
  private model: Model = { places: [], incidents: new Map(), gatherings: [] };
  /** The level of the grid that the model's gatherings are of. */
  private level: number | undefined;
  /** Whether the model has come. */
  private loaded = false;
  /** What is said, in place of what is in view, when what was asked for is drawn. */
  private announcement = '';

  /** Opens the page once all of it is there: its script may be sooner, as nothing waits for it. */
  static async begin(doc: Document, tools: Tools): Promise<void> {
    if (doc.readyState === 'loading') await new Promise((done) => doc.addEventListener('DOMContentLoaded', done));
    await rest();
    await StoryPage.open(doc, readConfig(doc), tools);
  }

  /** Makes the page's parts one after the other, in turns with the browser, so that a slow phone answers in between. */
  static async open(doc: Document, config: Config, tools: Tools): Promise<void> {
    const address = new Address(config.embed);
    const manner = { scheme: currentScheme(), still: wantsStillness(), wheel: !!config.embed || matchMedia('(min-width: 60rem)').matches, deepest: tools.deepest };
    const map = await createMap(doc.getElementById('map')!, config, address.view, manner, sayer(config.messages));
    await restIfDue();
    const page = new StoryPage(doc, config, address, map, tools);
    await restIfDue();
    page.start();
  }

  private constructor(
    private readonly doc: Document,
    private readonly config: Config,
    private readonly address: Address,
    private readonly view: MapView,
    private readonly tools: Tools,
  ) {
    this.say = sayer(config.messages);
    this.naming = new Naming(config, this.say);
    this.list = new List(doc, (n) => entries(this.say, n, config.locale));
    this.status = new Status(doc.getElementById('status'));
    this.form = new FilterForm(doc.querySelector('form#filters'), config, this.say, (settled) => this.filterChanged(settled), tools.testsOf, tools.Timeline);
    this.source = sourceOf(config, tools);
    this.loading = new Loading(this.source, (collection) => void this.take(collection), () => this.apologise());
    const { filter } = this.address.view;
    this.form.set(filter);
    this.view.labels.rule(config.map?.labels ?? {});
    this.legend = new Legend(view.map);
    this.division = new Division(config, this.say, address, view, this.legend);
    const presses = { open: (ids: string[]) => this.press(ids), approach: (gathering: Gathering) => this.approach(gathering) };
    const words = markWords(this.naming, config, this.say, this.form, this.list, presses);
    this.incidents = new IncidentLayer(view.map, words, this.legend, (labels) => view.labels.setStory(labels));
    this.cards = new Cards(doc, config, this.say, {
      address, map: view.map, list: this.list, incidents: this.incidents, itemOf: (id) => this.itemOf(id), said: (words) => this.status.say(words),
    });
    this.area = tools.SearchArea && new tools.SearchArea(this.view.map, this.say, (within) => {
      this.form.set({ ...this.form.state(), within });
      this.filterChanged(true);
    });
    this.area?.show(filter.within);
    tools.carryState?.(doc, () => this.address.view, () => this.form.state(), config.list !== undefined);
    this.play = tools.offerPlay?.(doc, config, this.say, {
      form: this.form, address, said: (words) => this.status.say(words), show: () => this.narrow(),
      tests: (filter) => tools.testsOf(filter, config.layers),
      incidents: () => (this.source.whole ? [...this.model.incidents.values()] : undefined),
    });
    tools.offerPlaces?.(doc, config, (Search) => {
      new Search(doc, config, this.say, {
        map: this.view.map, find: (id) => this.model.incidents.get(id), said: (words) => this.status.say(words),
        forget: () => {
          this.form.set({ ...this.form.state(), words: undefined });
          this.filterChanged(true);
        },
      });
    });
    tools.settle?.(doc, this.view, config, this.say);
  }

  private start(): void {
    this.listen();
    const { incident } = this.address.view;
    if (incident) this.cards.bring((cards) => cards.show(incident), incident);
    void this.load();
    if (this.config.live) this.address.replace({ seen: this.config.seq });
    this.follow();
    if (this.doc.getElementById('steps')) {
      const parts = { address: this.address, cards: this.cards, incidents: this.incidents, map: this.view.map, play: this.play, apply: (filter: Filter) => this.apply(filter) };
      void loadLater(this.config).then(({ Steps, showScene }) => new Steps(this.doc, (view, incident) => showScene(parts, view, incident)), console.warn);
    }
  }

  private follow(): void {
    follow(this.doc, this.config, {
      source: this.source,
      list: this.list,
      say: this.say,
      isKnown: (id) => this.itemOf(id) !== undefined,
      refresh: (words, changed, seq) => {
        this.announcement = words || this.announcement;
        this.address.replace({ seen: seq });
        this.cards.refresh(changed, seq);
        void this.load();
      },
      relist: () => {
        this.applyFilter();
        if (narrows(this.form.state())) this.tools.renewFigures?.(this.doc, this.config, this.say, this.form.state(), this.config.live && this.address.view.seen);
      },
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
      filter: this.form.state(),
    };
  }

  private listen(): void {
    this.view.map.on('moveend', () => {
      const { lng, lat } = this.view.map.getCenter();
      this.address.replace({ center: { lon: lng, lat }, zoom: this.view.map.getZoom(), bbox: undefined });
      this.area?.offer();
      if (this.source.holds(this.wanted())) {
        this.sayInView();
        if (this.division.isWanted()) void this.draw();
      } else void this.load();
    });
    window.addEventListener('popstate', () => this.restore());
    this.legend.choose(this.division.choice());
    this.legend.onChoice((choice) => {
      this.address.push(choice);
      this.legend.choose(choice);
      void this.draw();
    });
    onSchemeChange((scheme) => {
      this.view.setScheme(scheme);
      void this.draw();
    });
    const changed = this.doc.querySelector<HTMLButtonElement>('#changed button');
    const { seen } = this.address.view;
    if (changed && seen !== undefined && this.source.whole) {
      changed.addEventListener('click', () => {
        const only = changed.getAttribute('aria-pressed') === 'false';
        changed.setAttribute('aria-pressed', String(only));
        this.form.set({ ...this.form.state(), after: only ? seen : undefined });
        this.filterChanged(true);
      });
    }
  }

  /** Draws what was loaded; the list stands without it. */
  private async take({ features, level }: FeatureCollection): Promise<void> {
    const isFirst = !this.loaded;
    this.model = buildModel(features, this.config.lang);
    this.level = level;
    this.loaded = true;
    if (isFirst) await restIfDue();
    this.applyFilter();
    if (isFirst) await restIfDue();
    await this.draw();
    this.sayInView();
    if (isFirst) {
      const { view } = this.address;
      if (view.play) this.play?.restore(view);
      if (view.incident) this.cards.bring((cards) => cards.drawn());
    } else this.play?.changed(this.form.state().time);
    void Promise.all([this.view.drawn, this.view.labels.drawn]).then(() => {
      this.view.takeOver();
      this.doc.documentElement.dataset['map'] = 'ready';
    });
    // What the page came with is the list of its first view.
    const moved = !isFirst || narrows(this.form.state()) || this.address.view.zoom !== undefined || this.address.view.bbox !== undefined;
    if (moved && this.source instanceof ViewSource) void this.loadList(this.source.listAddress(this.wanted()));
  }

  private async loadList(address: string): Promise<void> {
    const page = await this.list.load(address);
    if (page) this.form.take(page);
  }

  /** Opens what a mark stands for: an incident, or the choice of several. */
  private press(ids: string[]): void {
    const [first] = ids as [string];
    const opener = (): HTMLElement | undefined => this.incidents.markerOf(first)?.getElement();
    if (ids.length === 1) this.cards.open(first, opener);
    else this.cards.bring((cards) => cards.choose(this.naming.stackName(ids.flatMap((id) => this.model.incidents.get(id) ?? [])), ids, opener));
  }

  /** What the list says of an incident, or for one that is not listed its feature. */
  private itemOf(id: string): Item | undefined {
    const listed = this.list.get(id);
    const incident = this.model.incidents.get(id);
    if (listed || !incident?.url) return listed;
    return { id, title: incident.title, href: asOf(incident.url, this.config.embed), when: incident.day };
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

  // --- the filter

  private filterChanged(settled: boolean): void {
    const filter = this.form.state();
    const play = this.play?.changed(filter.time);
    if (settled) this.address.push({ filter, play });
    this.area?.show(filter.within);
    this.narrow();
  }

  private apply(filter: Filter): void {
    this.form.set(filter);
    this.area?.show(filter.within);
    this.narrow();
  }

  /** Shows what the filter leaves, or asks for it. */
  private narrow(): void {
    this.tools.renewFigures?.(this.doc, this.config, this.say, this.form.state(), this.config.live && this.address.view.seen);
    if (!this.source.whole) {
      void this.load();
      return;
    }
    this.applyFilter();
    void this.draw();
    this.sayFound();
  }

  /** Applies the filter to the list and the counts; those of a view come filtered. */
  private applyFilter(): void {
    if (!this.source.whole || !this.loaded) return;
    this.list.filter(this.shown());
    this.form.count([...this.model.incidents.values()]);
  }

  /** The ids of what the filter leaves. */
  private shown(): Set<string> {
    const tests = this.tools.testsOf(this.form.state(), this.config.layers);
    return new Set([...this.model.incidents.values()].filter((incident) => passes(incident, tests)).map(({ id }) => id));
  }

  private async draw(): Promise<void> {
    const shown = this.source.whole ? this.shown() : undefined;
    const places = this.model.places
      .map((place): Place => ({ ...place, incidents: place.incidents.filter(({ id }) => !shown || shown.has(id)) }))
      .filter((place) => place.incidents.length > 0);
    this.division.draw(this.wanted());
    const hidden = this.division.isWanted() && areCounted(this.config.density!, this.form.state()) && !this.fits(places);
    await this.incidents.show(hidden ? [] : places, hidden ? [] : this.model.gatherings, this.level, currentScheme(), this.division.choice().size);
  }

  /** Whether there is room for all marks of the view over shaded areas. */
  private fits(places: Place[]): boolean {
    const inView = this.incidents.placesInView(places);
    return this.model.gatherings.length === 0 && inView <= MARKS_OVER_AREAS;
  }

  private sayFound(): void {
    this.status.say(narrows(this.form.state()) ? this.form.foundText() : this.inView());
  }

  private sayInView(): void {
    this.status.say(this.announcement || this.inView(), this.announcement !== '');
    this.announcement = '';
  }

  private inView(): string {
    const n = this.incidents.inView();
    return n === 1 ? this.say('in_view_one') : this.say('in_view', { n: numberText(n, this.config.locale) });
  }

  /** After back or forward: the card and the filter of that address. */
  private restore(): void {
    this.address.forget();
    const { incident, filter } = this.address.view;
    this.legend.choose(this.division.choice());
    this.apply(filter);
    this.play?.restore(this.address.view);
    if (incident) this.cards.bring((cards) => cards.show(incident), incident);
    else this.cards.hide();
  }
}

function sourceOf({ features, whole, views }: Config, { StaticViewSource: Files }: Tools): Source {
  if (views && !('tree' in views)) return new ViewSource(views);
  if (views && Files) return new Files(views);
  if (features) return new WholeSource(features, whole);
  throw new Error('script#config names no source of incidents that this page can read');
}
