/** What every page of the desk has: who is signed in, the API, where to go, and what is said aloud. */
import { explain } from '../text/explain';
import type { Api, Session } from '../api/api';
import type { DeskConfig } from '../text/config';
import { button, el, fill, type Child } from '../form/dom';
import { Problem } from '../api/problem';
import { t } from '../text/words';

export class DeskPage {
  private readonly status = el('p', { id: 'said', role: 'status' });
  private readonly alerts = el('div', { id: 'alerts', role: 'alert' });

  constructor(
    readonly config: DeskConfig,
    readonly api: Api,
    readonly session: Session,
    private readonly main: HTMLElement,
  ) {
    document.body.append(this.status);
  }

  /** Calls the page otherwise. */
  retitle(title: string): void {
    document.title = `${title} – ${t('title')}`;
    const heading = this.main.querySelector('h1');
    if (heading) heading.textContent = title;
  }

  /** Shows the page: its heading, the way back, and what it holds. */
  show(title: string, back: { text: string; href: string } | undefined, ...children: Child[]): void {
    document.title = `${title} – ${t('title')}`;
    fill(
      this.main,
      back && el('p', { class: 'back' }, el('a', { href: back.href }, `← ${back.text}`)),
      el('h1', {}, title),
      this.alerts,
      children,
    );
  }

  /** Tells in passing, for eyes and for assistive technology. */
  say(text: string): void {
    // A new element each time: one that has faded out would stay so, whatever its text.
    fill(this.status, text && el('span', {}, text));
  }

  /**
   * Tells what went wrong, until something else does or all is well; of what was not sent, what becomes of it, which is told too
   * where the person could not do it, as somebody else may.
   */
  fail(error: unknown, unsent?: string): void {
    const text = explain(error);
    const cut = error instanceof Problem && (unsent === undefined ? [0, 401] : [0, 401, 403, 404]).includes(error.status);
    this.say(''); // what was well before is not said beside it
    const signIn = error instanceof Problem && (error.status === 401 || error.code === 'other_person');
    fill(
      this.alerts,
      el(
        'div',
        { class: 'notice' },
        el('p', {}, text, cut && ` ${unsent ?? t('error.stays')}`),
        signIn && el('p', {}, el('a', { href: this.signIn(), target: '_blank', rel: 'opener' }, t('sign_in_again'))),
        button(t('close'), () => this.calm()),
      ),
    );
    this.alerts.scrollIntoView({ block: 'nearest' });
  }

  /** Has the browser ask before the page is left while something would be lost with it. */
  guard(loses: () => boolean): void {
    window.addEventListener('beforeunload', (event) => {
      if (loses()) event.preventDefault();
    });
  }

  calm(): void {
    fill(this.alerts);
  }

  /** Does something of which failures are told. */
  async attempt(work: () => Promise<unknown>): Promise<boolean> {
    try {
      await work();
      this.calm();
      return true;
    } catch (error) {
      this.fail(error);
      return false;
    }
  }

  /** The address of a page of the desk, in the language of this one. */
  href(path: string): string {
    return link(this.config, `/edit${path}`);
  }

  /** The address of a public page. */
  readers(path: string): string {
    return this.config.root + path;
  }

  signIn(): string {
    return signInAddress(this.config);
  }

  /** Names something by the language of the page, then by the others. */
  get langs(): string[] {
    return [this.config.lang, 'en', 'es'];
  }
}

/** Keeps the language that was asked for in the address. */
function link(config: DeskConfig, path: string): string {
  const asked = new URLSearchParams(location.search).get('lang');
  return config.root + path + (asked ? `?lang=${encodeURIComponent(asked)}` : '');
}

export function signInAddress(config: DeskConfig): string {
  const next = location.pathname.slice(config.root.length) + location.search;
  const signIn = link(config, '/edit/sign-in');
  return `${signIn}${signIn.includes('?') ? '&' : '?'}next=${encodeURIComponent(next)}`;
}
