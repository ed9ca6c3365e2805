/** How an incident is told on the map: as a lead with a caption, and whether the name of its place is written. */
import type { Api } from '../api/api';
import { button, el, fill } from '../form/dom';
import type { Editor } from './editor';
import { clearWrong, field, checkbox, select, showFaults } from '../form/field';
import type { LabelRule, MapChoice, Story } from '../api/forms';
import { labelNames, ruleOf, withLead, withRule } from '../map/mapchoice';
import { MapPreview, seenOf, type Seen } from '../map/mappreview';
import type { DeskPage } from '../shell/page';
import { Problem } from '../api/problem';
import { may } from '../shell/rights';
import { TextFields } from '../form/texts';
import { t } from '../text/words';

/** Bytes of a caption in one language, as the server takes it. */
const MOST = 120;

export const ruleChoices = (): { value: string; title: string }[] => (['pin', 'hide'] as const).map((value) => ({ value, title: t(`onmap.rule.${value}`) }));

export const captionFields = (story: Story): TextFields => new TextFields('caption', t('onmap.caption'), story.languages, {}, { most: MOST, hint: t('onmap.caption_hint') });

/** Gives the panel; nothing for who may not publish, as readers see what is chosen at once. */
export function onMapPanel(page: DeskPage, story: Story, editor: Editor): HTMLElement | null {
  return may(page.session, 'publish', story.slug) ? new OnMap(page, story, editor).element : null;
}

class OnMap {
  readonly element = el('section', { class: 'panel on-map' });
  private readonly caption: TextFields;
  private readonly rule = select(ruleChoices(), '', t('onmap.rule.usual'));
  private readonly said = el('p', { class: 'note', role: 'status' });
  private readonly captionBox = el('div', {});
  private readonly named = el('div', {});
  private readonly hint = el('p', { class: 'note' });
  private readonly preview: MapPreview;
  private leads = false;
  private seen: Seen | undefined;

  constructor(
    private readonly page: DeskPage,
    private readonly story: Story,
    private readonly editor: Editor,
  ) {
    this.caption = captionFields(story);
    this.preview = new MapPreview(page.config, story);
    const { id } = editor.incident;
    this.leads = story.map?.leads?.includes(id!) ?? false;
    this.caption.set(story.map?.captions?.[id!]);
    const lead = checkbox(t('onmap.lead'), this.leads, (on) => {
      this.leads = on;
      void this.show();
    });
    this.captionBox.append(this.caption.element);
    this.element.append(
      el('h2', {}, t('onmap')),
      this.hint,
      lead,
      this.captionBox,
      this.named,
      this.preview.element,
      this.said,
      el('p', { class: 'row' }, button(t('onmap.save'), () => this.save())),
    );
    this.element.addEventListener('input', () => void this.show());
    this.rule.addEventListener('change', () => void this.show());
    const renew = (): void => void page.attempt(() => this.renew());
    editor.element.addEventListener('written', renew);
    renew();
  }

  /** Reads anew how readers would see the incident. */
  private async renew(): Promise<void> {
    this.seen = await seenOf(this.page.api, this.story, this.editor.incident);
    this.hint.textContent = t((this.seen?.isSeen ?? this.editor.isPublic) ? 'onmap.hint' : 'onmap.hint_unseen');
    const names = this.names;
    this.rule.value = ruleOf(this.story.map ?? {}, names);
    fill(this.named, names.length > 0 && field('labels', t('onmap.label', { name: names.join(' / ') }), this.rule));
    await this.show();
  }

  private get names(): string[] {
    return labelNames(this.seen?.place);
  }

  private chosen(map: MapChoice): MapChoice {
    return withRule(withLead(map, this.editor.incident.id!, this.leads, this.caption.read()), this.names, this.rule.value as LabelRule | '');
  }

  private async show(): Promise<void> {
    this.captionBox.hidden = !this.leads;
    const { seen } = this;
    if (!seen) {
      this.said.textContent = t('onmap.why.unseen');
      return;
    }
    const rules = this.chosen(this.story.map ?? {}).labels ?? {};
    const faults = await this.preview.show(this.leads ? [{ seen, caption: this.caption.read() }] : [], rules, this.leads ? [] : [seen]);
    this.said.textContent = faults.map(({ why }) => t(`onmap.why.${why}`)).join(' ');
  }

  private async save(): Promise<void> {
    clearWrong(this.element);
    try {
      this.story.map = await putMap(this.page.api, this.story.slug, (map) => this.chosen(map));
      this.page.calm();
      this.page.say(t('onmap.saved'));
    } catch (error) {
      const faults = error instanceof Problem ? error.faults.map((f) => ({ ...f, parameter: f.parameter.replace(/^map\.captions\.[^.]*\.?/, 'caption.').replace(/\.$/, '') })) : [];
      if (faults.length === 0 || showFaults(this.element, faults).length > 0) this.page.fail(error);
    }
  }
}

/** Changes what is chosen of the map as it is now; once more where somebody else changed the story meanwhile. */
async function putMap(api: Api, slug: string, change: (map: MapChoice) => MapChoice, again = true): Promise<MapChoice> {
  const { body, etag } = await api.get<Story>(`/stories/${slug}`);
  try {
    const wanted = change(body.map ?? {});
    return (await api.put<Story>(`/stories/${slug}/map`, { ...wanted }, { ifMatch: etag })).body.map ?? {};
  } catch (error) {
    if (again && error instanceof Problem && error.status === 412) return putMap(api, slug, change, false);
    throw error;
  }
}
