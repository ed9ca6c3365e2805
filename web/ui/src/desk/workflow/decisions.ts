/** What is decided of one incident in the queue: accepted, rejected, published. */
import { newKey } from '../api/api';
import { actionsOf, type Step } from './actions';
import { openForm } from '../form/dialog';
import { el } from '../form/dom';
import { textIn, type Incident, type Story, type Written } from '../api/forms';
import { whenText } from '../text/localtime';
import type { DeskPage } from '../shell/page';
import { explain } from '../text/explain';
import { askRevision, emptyChangeNote } from './publish';
import { TextFields } from '../form/texts';
import { t } from '../text/words';

/** The stage that accepting leads to. */
const ACCEPTED: Partial<Record<Step, string>> = { review: 'review', approve: 'approved' };

export class Decisions {
  /** Hears of the incident that was decided. */
  done: (id: string) => void = () => undefined;

  constructor(
    private readonly page: DeskPage,
    private readonly story: Story,
  ) {}

  steps(incident: Incident): Step[] {
    return actionsOf(this.page.session, this.story, incident);
  }

  edit(incident: Incident): void {
    location.assign(this.page.href(`/stories/${this.story.slug}/incidents/${incident.id!}`));
  }

  /** The next step on the way that this person may take: approving, else sending to review. */
  accepting(incident: Incident): Step | undefined {
    if (['published', 'archived'].includes(incident.workflow)) return undefined;
    const steps = this.steps(incident);
    return steps.includes('approve') ? 'approve' : steps.find((s) => s === 'review');
  }

  async accept(incident: Incident): Promise<void> {
    const step = this.accepting(incident);
    if (!step) {
      this.page.say(t(incident.workflow === 'approved' ? 'queue.accepted_already' : 'queue.not_yours'));
      return;
    }
    await this.write(incident, { workflow: ACCEPTED[step] }, t('queue.accepted', { title: this.title(incident) }));
  }

  async publish(incident: Incident): Promise<void> {
    if (!this.steps(incident).includes('publish')) {
      this.page.say(t(incident.workflow === 'published' ? 'queue.published_already' : 'queue.not_publishable'));
      return;
    }
    const patch = { workflow: 'published' };
    const of = { story: this.story, path: this.path(incident), isPublic: false, element: document.body, incident, changeNote: emptyChangeNote() };
    try {
      const reason = await askRevision(this.page, of, patch);
      if (reason) await this.write(incident, { ...patch, ...reason }, t('queue.published', { title: this.title(incident) }));
    } catch (error) {
      this.page.fail(error);
    }
  }

  /** Rejects a draft: it stays, with the reason, and readers never see it. */
  async reject(incident: Incident): Promise<void> {
    if (incident.disposition === 'retracted') return;
    if (['published', 'archived'].includes(incident.workflow)) {
      this.page.say(t('queue.reject_public'));
      return;
    }
    const note = new TextFields('note', t('queue.reason'), [this.story.languages[0] ?? 'en'], {}, { most: 2000, required: true });
    const done = await openForm(t('queue.reject_one', { title: this.title(incident) }), [el('p', {}, t('queue.reject_lede')), note.element], {
      done: t('queue.reject'),
      alarm: true,
      act: async () => {
        if (Object.keys(note.read()).length === 0) return t('queue.reason_missing');
        try {
          await this.page.api.post(`${this.path(incident)}/retract`, { note: note.read() }, { ifMatch: tag(incident), key: newKey() });
          return '';
        } catch (error) {
          return explain(error);
        }
      },
    });
    if (!done) return;
    this.page.say(t('queue.rejected', { title: this.title(incident) }));
    this.done(incident.id!);
  }

  private async write(incident: Incident, patch: Record<string, unknown>, said: string): Promise<void> {
    let due: string | undefined;
    const sent = await this.page.attempt(async () => {
      const { body } = await this.page.api.patch<Written>(this.path(incident), patch, { ifMatch: tag(incident), key: newKey() });
      due = body.incident.due;
    });
    if (sent) this.page.say(due ? t('saved_due', { when: whenText(this.page.config, due, this.story.zone) }) : said);
    this.done(incident.id!);
  }

  private path(incident: Incident): string {
    return `/stories/${this.story.slug}/incidents/${incident.id!}`;
  }

  private title(incident: Incident): string {
    return textIn(incident.title, ...this.page.langs);
  }
}

/** The entity tag of the revision that this person saw. */
function tag(incident: Incident): string {
  return `"${incident.revision ?? 0}"`;
}
