/** A new story, and the settings of one that is there. */
import { newKey } from '../api/api';
import { adoptKinds } from '../text/config';
import { chooseVersions } from '../incident/conflict';
import { el, isBusy, whileBusy } from '../form/dom';
import { showFaults } from '../form/field';
import { textIn, type Story } from '../api/forms';
import { KindsForm } from './kindsform';
import { LayersForm } from './layersform';
import { MapForm } from './mapform';
import { mergeForms, type Form } from '../form/merge';
import type { DeskPage } from '../shell/page';
import { PolicyForm } from './policyform';
import { Problem } from '../api/problem';
import { IncidentOffers } from '../incident/relations';
import { may } from '../shell/rights';
import { StepsForm } from './stepsform';
import { StoryForm } from './storyform';
import { refuse } from '../form/validity';
import { t } from '../text/words';

export async function newStoryPage(page: DeskPage): Promise<void> {
  const form = new StoryForm(page.config, {});
  const key = newKey();
  let empty = JSON.stringify(form.read());
  page.guard(() => JSON.stringify(form.read()) !== empty);
  const element = el('form', { class: 'sheet', novalidate: true }, form.element, el('p', { class: 'row' }, el('button', { class: 'main' }, t('story.make'))));
  element.addEventListener('submit', (event) => {
    event.preventDefault();
    void sent(page, element, async () => {
      const { body } = await page.api.post<Story>('/stories', { ...form.read() }, { key });
      empty = JSON.stringify(form.read()); // nothing is lost with the page any more
      location.assign(page.href(`/stories/${body.slug}`));
    });
  });
  page.show(t('new_story'), { text: t('stories'), href: page.href('') }, el('p', { class: 'lede' }, t('story.lede')), element);
}

export async function settingsPage(page: DeskPage): Promise<void> {
  const path = `/stories/${page.config.story!}`;
  const { body: story, etag } = await page.api.get<Story>(path);
  const settings = new Settings(page, path, story, etag);
  settings.show(story);
  page.guard(() => settings.isChanged);
}

/** The settings of a story, as they are stored and as the form has them. */
class Settings {
  private read: () => Story = () => this.stored;
  /** What the form reads of what is stored. */
  private settled = '';

  constructor(
    private readonly page: DeskPage,
    private readonly path: string,
    private stored: Story,
    private etag: string,
  ) {}

  get isChanged(): boolean {
    return JSON.stringify(this.read()) !== this.settled;
  }

  /** Shows a form of settings; of others than those that are stored, what is told of them. What is declared is offered once it is stored. */
  show(story: Story, told = ''): void {
    const { page, path } = this;
    adoptKinds(page.config, this.stored);
    const { parts, read } = settingsForm(page, story);
    this.read = read;
    this.settled = JSON.stringify(story === this.stored ? read() : settingsForm(page, this.stored).read());
    const mine = may(page.session, 'settings', story.slug);
    const element = el(
      'form',
      { class: 'sheet', novalidate: true },
      el('div', { role: 'status' }, told && el('p', { class: 'notice' }, told), !mine && el('p', { class: 'notice' }, t('settings.not_yours'))),
      parts,
      mine && el('p', { class: 'row bar' }, el('button', { class: 'main' }, t('save'))),
    );
    if (!mine) element.querySelectorAll('fieldset').forEach((f) => (f.disabled = true));
    element.addEventListener('submit', (event) => {
      event.preventDefault();
      void sent(page, element, () => this.save());
    });
    page.show(t('settings'), { text: textIn(this.stored.title, ...page.langs), href: page.href(path) }, element);
  }

  private async save(): Promise<void> {
    const before = JSON.stringify(this.stored.kinds);
    const wanted = this.read();
    try {
      ({ body: this.stored, etag: this.etag } = await this.page.api.put<Story>(this.path, { ...wanted }, { ifMatch: this.etag }));
    } catch (error) {
      if (!(error instanceof Problem) || !error.isConflict) throw error;
      await this.resolve(wanted);
      return;
    }
    if (JSON.stringify(this.stored.kinds) !== before) this.show(this.stored);
    else this.settled = JSON.stringify(wanted);
    this.page.say(t('saved'));
  }

  /** Puts this person's settings on top of what somebody else stored meanwhile; they are not sent again before they were looked at. */
  private async resolve(mine: Story): Promise<void> {
    const { body: newest, etag } = await this.page.api.get<Story>(this.path);
    const theirs = settingsForm(this.page, newest).read();
    const { merged, differences } = mergeForms(JSON.parse(this.settled) as Form, { ...mine }, { ...theirs });
    const form = await chooseVersions(this.page.config, '', merged, differences);
    if (!form) return;
    [this.stored, this.etag] = [newest, etag];
    this.show(form as unknown as Story, t('conflict.merged'));
    this.page.say(t('conflict.merged'));
  }
}

/** Makes the parts of the form of a story's settings, and what reads them. */
function settingsForm(page: DeskPage, story: Story): { parts: HTMLElement[]; read: () => Story } {
  const form = new StoryForm(page.config, story);
  const kinds = new KindsForm(page.config, story);
  const layers = new LayersForm(page.config, story);
  const policy = new PolicyForm(page.config, story);
  const offers = new IncidentOffers(page.api, story);
  const steps = new StepsForm(story, offers, () => form.view());
  const map = new MapForm(page.config, page.api, story, offers);
  return {
    parts: [form, kinds, layers, map, steps, policy].map((part) => part.element),
    read: () => policy.read({ ...form.read(story), kinds: kinds.read(), layers: layers.read(), steps: steps.read(), map: map.read() }),
  };
}

/** Sends a form, unless it is being sent. */
async function sent(page: DeskPage, form: HTMLFormElement, work: () => Promise<void>): Promise<void> {
  const send = form.querySelector<HTMLElement>('button.main:not([type])')!;
  if (!isBusy(send)) await whileBusy(send, tried(page, form, work));
}

/** Does the work of a form: what is wrong with a field stands beside it then. */
async function tried(page: DeskPage, form: HTMLFormElement, work: () => Promise<void>): Promise<void> {
  if (refuse(form)) {
    page.say(t('error.fields'));
    return;
  }
  try {
    await work();
    page.calm();
  } catch (error) {
    if (error instanceof Problem && error.faults.length > 0) {
      const lost = showFaults(form, error.faults);
      if (lost.length === 0) {
        page.say(t('error.fields'));
        return;
      }
    }
    page.fail(error);
  }
}
