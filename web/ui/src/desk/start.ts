/** Opens the page that the shell names, for the person who is signed in. */
import { explain } from './text/explain';
import { Api } from './api/api';
import { readDeskConfig, type PageName } from './text/config';
import { button, el, fill } from './form/dom';
import { importPage } from './intake/import';
import { incidentPage } from './incident/incident';
import { DeskPage, signInAddress } from './shell/page';
import { peoplePage } from './people';
import { Problem } from './api/problem';
import { may } from './shell/rights';
import { reportPage } from './intake/report';
import { settingsPage, newStoryPage } from './settings/settings';
import { storiesPage } from './stories';
import { storyPage } from './story';
import { t, useMessages } from './text/words';

const PAGES: Record<PageName, (page: DeskPage) => Promise<void>> = {
  stories: storiesPage,
  new: newStoryPage,
  story: storyPage,
  incident: incidentPage,
  import: importPage,
  report: reportPage,
  settings: settingsPage,
  people: peoplePage,
};

export async function start(doc: Document): Promise<void> {
  const config = readDeskConfig(doc);
  useMessages(config.messages);
  const main = doc.getElementById('desk')!;
  const api = new Api(config.root);
  try {
    const session = await api.session();
    const page = new DeskPage(config, api, session, main);
    greet(doc.getElementById('masthead')!, page);
    await PAGES[config.page](page);
    doc.documentElement.dataset['desk'] = 'ready';
  } catch (error) {
    if (error instanceof Problem && error.status === 401) {
      location.replace(signInAddress(config));
      return;
    }
    fill(main, el('h1', {}, t('title')), el('p', { class: 'notice' }, explain(error)), button(t('again'), () => location.reload()));
    doc.documentElement.dataset['desk'] = 'failed';
  }
}

/** Says who is signed in, in the page's header. */
function greet(header: HTMLElement, page: DeskPage): void {
  const out = button(t('sign_out'), () =>
    page.attempt(async () => {
      await page.api.delete('/session');
      location.assign(page.signIn());
    }),
  );
  header.append(
    el(
      'nav',
      { class: 'who', 'aria-label': t('account') },
      el('span', {}, page.session.person.name),
      el('a', { href: page.href('/account') }, t('account')),
      may(page.session, 'people', '') && el('a', { href: page.href('/people') }, t('people')),
      out,
    ),
  );
}
