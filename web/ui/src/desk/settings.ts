/** A new story, and the settings of one that is there. */
import { newKey } from './api';
import { adoptKinds } from './config';
import { el, isBusy, whileBusy } from './dom';
import { showFaults } from './field';
import { textIn, type Story } from './forms';
import { KindsForm } from './kindsform';
import { LayersForm } from './layersform';
import { MapForm } from './mapform';
import type { DeskPage } from './page';
import { PolicyForm } from './policyform';
import { Problem } from './problem';
import { IncidentOffers } from './relations';
import { StepsForm } from './stepsform';
import { StoryForm } from './storyform';
import { refuse } from './validity';
import { t } from './words';

export async function newStoryPage(page: DeskPage): Promise<void> {
  const form = new StoryForm(page.config, {});
  const key = newKey();
  const element = el('form', { class: 'sheet', novalidate: true }, form.element, el('p', { class: 'row' }, el('button', { class: 'main' }, t('story.make'))));
  element.addEventListener('submit', (event) => {
    event.preventDefault();
    void sent(page, element, async () => {
      const { body } = await page.api.post<Story>('/stories', { ...form.read() }, { key });
      location.assign(page.href(`/stories/${body.slug}`));
    });
  });
  page.show(t('new_story'), { text: t('stories'), href: page.href('') }, el('p', { class: 'lede' }, t('story.lede')), element);
}

export async function settingsPage(page: DeskPage): Promise<void> {
  const path = `/stories/${page.config.story!}`;
  const { body: story, etag } = await page.api.get<Story>(path);
  showSettings(page, path, story, etag);
}

/** Shows the settings of a story as it is stored; what it declares is offered where kinds are chosen once it is stored. */
function showSettings(page: DeskPage, path: string, stored: Story, tag: string | undefined): void {
  let [story, etag] = [stored, tag];
  adoptKinds(page.config, story);
  const form = new StoryForm(page.config, story);
  const kinds = new KindsForm(page.config, story);
  const layers = new LayersForm(page.config, story);
  const policy = new PolicyForm(page.config, story);
  const offers = new IncidentOffers(page.api, story);
  const steps = new StepsForm(story, offers, () => form.view());
  const map = new MapForm(page.config, page.api, story, offers);
  const element = el(
    'form',
    { class: 'sheet', novalidate: true },
    form.element,
    kinds.element,
    layers.element,
    map.element,
    steps.element,
    policy.element,
    el('p', { class: 'row bar' }, el('button', { class: 'main' }, t('save'))),
  );
  element.addEventListener('submit', (event) => {
    event.preventDefault();
    void sent(page, element, async () => {
      const wanted = policy.read({ ...form.read(story), kinds: kinds.read(), layers: layers.read(), steps: steps.read(), map: map.read() });
      const before = JSON.stringify(story.kinds);
      ({ body: story, etag } = await page.api.put<Story>(path, { ...wanted }, { ifMatch: etag }));
      if (JSON.stringify(story.kinds) !== before) showSettings(page, path, story, etag);
      page.say(t('saved'));
    });
  });
  page.show(t('settings'), { text: textIn(story.title, ...page.langs), href: page.href(path) }, element);
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
