/** Accounts with their roles, and the tokens of programs. */
import { newKey } from './api/api';
import { openForm } from './form/dialog';
import { button, el, fill } from './form/dom';
import { checkbox, field, input, select } from './form/field';
import type { Story } from './api/forms';
import { textIn } from './api/forms';
import type { DeskPage } from './shell/page';
import { explain } from './text/explain';
import { t } from './text/words';

interface Person {
  id: string;
  name: string;
  login: string;
  admin?: boolean;
  disabled?: boolean;
  stories?: Record<string, string>;
  /** Where the person sets a password; told once. */
  link?: string;
}

interface Token {
  id: string;
  name: string;
  scope: string;
  /** In which alone it may anything; everywhere without. */
  stories?: string[] | null;
  expires?: string | null;
  used?: string | null;
  revoked?: string;
}

const ROLES = ['reporter', 'editor', 'admin'];

export async function peoplePage(page: DeskPage): Promise<void> {
  const { body: all } = await page.api.get<{ stories: Story[] }>('/stories');
  const people = el('section', { class: 'panel' });
  const tokens = el('section', { class: 'panel' });
  const showPeople = (): Promise<boolean> => page.attempt(() => listPeople(page, all.stories, people, () => void showPeople()));
  const showTokens = (): Promise<boolean> => page.attempt(() => listTokens(page, all.stories, tokens, () => void showTokens()));
  page.show(t('people'), { text: t('stories'), href: page.href('') }, people, tokens);
  if (await showPeople()) await showTokens();
}

async function listPeople(page: DeskPage, stories: Story[], panel: HTMLElement, again: () => void): Promise<void> {
  const { body } = await page.api.get<{ people: Person[] }>('/people');
  fill(
    panel,
    el('h2', {}, t('people')),
    el('p', {}, button(t('people.add'), () => addPerson(page, stories).then((done) => done && again()), 'main')),
    el('ul', { class: 'items' }, body.people.map((p) => personItem(page, stories, p, again))),
  );
}

function personItem(page: DeskPage, stories: Story[], p: Person, again: () => void): HTMLElement {
  const roles = p.admin ? t('people.admin') : Object.entries(p.stories ?? {}).map(([slug, role]) => `${storyName(page, stories, slug)}: ${t(`role.${role}`)}`).join(' · ');
  return el(
    'li',
    {},
    el('p', { class: 'name' }, p.name || p.login, p.disabled && el('span', { class: 'badge' }, t('people.disabled'))),
    el('p', { class: 'note' }, [p.login, roles || t('people.no_role')].join(' · ')),
    el(
      'p',
      { class: 'row' },
      button(t('people.change'), () => page.attempt(async () => void ((await changePerson(page, stories, p)) && again()))),
      button(t('people.invite'), () => page.attempt(() => invite(page, p))),
    ),
  );
}

/** Rights of a person: whether of the whole server, and a role for each story. */
class Rights {
  readonly element: HTMLElement;
  private admin: boolean;
  private readonly roles = new Map<string, HTMLSelectElement>();

  constructor(page: DeskPage, stories: Story[], p: Partial<Person>) {
    this.admin = p.admin ?? false;
    const choices = ROLES.map((value) => ({ value, title: t(`role.${value}`) }));
    this.element = el(
      'div',
      {},
      checkbox(t('people.admin'), this.admin, (on) => (this.admin = on)),
      stories.map((s) => {
        const role = select(choices, p.stories?.[s.slug], t('role.none'));
        this.roles.set(s.slug, role);
        return field(`stories.${s.slug}`, textIn(s.title, ...page.langs) || s.slug, role);
      }),
    );
  }

  read(): { admin: boolean; stories: Record<string, string> } {
    const stories = Object.fromEntries([...this.roles].filter(([, role]) => role.value).map(([slug, role]) => [slug, role.value]));
    return { admin: this.admin, stories };
  }
}

async function addPerson(page: DeskPage, stories: Story[]): Promise<boolean> {
  const [name, login] = [input('', { required: true, maxlength: 200 }), input('', { required: true, maxlength: 200, autocapitalize: 'none' })];
  const rights = new Rights(page, stories, {});
  let made: Person | undefined;
  const done = await openForm(t('people.add'), [field('name', t('people.name'), name), field('login', t('people.login'), login), rights.element], {
    done: t('people.add'),
    act: () =>
      fault(async () => {
        made = (await page.api.post<Person>('/people', { name: name.value.trim(), login: login.value.trim(), ...rights.read() }, { key: newKey() })).body;
      }),
  });
  if (done && made) await showLink(made, made.link ?? '');
  return done;
}

/** Changes a person as they are now, as roles are sent whole: what somebody else gave or took since the list was read stays so. */
async function changePerson(page: DeskPage, stories: Story[], listed: Person): Promise<boolean> {
  const p = (await page.api.get<{ people: Person[] }>('/people')).body.people.find(({ id }) => id === listed.id) ?? listed;
  const name = input(p.name, { required: true, maxlength: 200 });
  const rights = new Rights(page, stories, p);
  let disabled = p.disabled ?? false;
  return openForm(t('people.change'), [field('name', t('people.name'), name), rights.element, checkbox(t('people.disable'), disabled, (on) => (disabled = on))], {
    done: t('save'),
    act: () => fault(() => page.api.patch(`/people/${p.id}`, { name: name.value.trim(), ...rights.read(), disabled })),
  });
}

/** Shows a link once, by which a person sets a password. */
async function invite(page: DeskPage, p: Person): Promise<void> {
  const { body } = await page.api.post<{ link: string }>(`/people/${p.id}/invite`, {});
  await showLink(p, body.link);
}

function showLink(p: Person, link: string): Promise<void> {
  return showOnce(t('people.invite'), t('people.invite_lede', { name: p.name || p.login }), link);
}

async function showOnce(title: string, lede: string, secret: string): Promise<void> {
  const shown = input(secret, { readonly: true });
  await openForm(title, [el('p', {}, lede), field('secret', t('people.secret'), shown)], { act: () => '', done: t('close'), final: true, ready: () => shown.select() });
}

async function listTokens(page: DeskPage, stories: Story[], panel: HTMLElement, again: () => void): Promise<void> {
  const { body } = await page.api.get<{ tokens: Token[] }>('/tokens');
  fill(
    panel,
    el('h2', {}, t('tokens')),
    el('p', {}, button(t('tokens.add'), () => addToken(page, stories).then((done) => done && again()))),
    el(
      'ul',
      { class: 'items' },
      body.tokens.map((token) =>
        el(
          'li',
          {},
          el('p', { class: 'name' }, token.name),
          el('p', { class: 'note' }, tokenText(page, stories, token)),
          token.revoked
            ? el('p', { class: 'note' }, t('tokens.ended'))
            : button(t('tokens.end'), () => endToken(page, token).then((done) => done && again())),
        ),
      ),
    ),
  );
}

/** Says what a token may, where, until when, and when it was used last. */
function tokenText(page: DeskPage, stories: Story[], { scope, stories: slugs, expires, used }: Token): string {
  const where = slugs?.length ? slugs.map((slug) => storyName(page, stories, slug)) : [t('tokens.all_stories')];
  const day = (instant: string): string => instant.slice(0, 10);
  return [t(`tokens.${scope}`), ...where, expires ? t('tokens.until', { day: day(expires) }) : t('tokens.for_ever'), used ? t('tokens.used', { day: day(used) }) : t('tokens.unused')].join(' · ');
}

function storyName(page: DeskPage, stories: Story[], slug: string): string {
  return textIn(stories.find((s) => s.slug === slug)?.title, ...page.langs) || slug;
}

/** Stands for every story, those that are made later too. */
const EVERY = '*';

/** Ends a token, once that is confirmed: a program that uses it stops at once. */
function endToken(page: DeskPage, token: Token): Promise<boolean> {
  return openForm(t('tokens.end'), [el('p', {}, t('tokens.end_lede', { name: token.name }))], {
    done: t('tokens.end'),
    alarm: true,
    act: () => fault(() => page.api.delete(`/tokens/${token.id}`)),
  });
}

async function addToken(page: DeskPage, stories: Story[]): Promise<boolean> {
  const name = input('', { required: true, maxlength: 100 });
  const scope = select(['read', 'write'].map((value) => ({ value, title: t(`tokens.${value}`) })), 'read');
  const where = select([{ value: EVERY, title: t('tokens.all_stories') }, ...stories.map(({ slug }) => ({ value: slug, title: storyName(page, stories, slug) }))], '', t('choose'));
  where.required = true;
  let secret = '';
  const done = await openForm(t('tokens.add'), [field('name', t('tokens.name'), name), field('scope', t('tokens.scope'), scope), field('stories', t('tokens.stories'), where)], {
    done: t('tokens.add'),
    act: () =>
      fault(async () => {
        const { body } = await page.api.post<{ token?: string; secret?: string }>('/tokens', { name: name.value.trim(), scope: scope.value, ...(where.value === EVERY ? {} : { stories: [where.value] }) }, { key: newKey() });
        secret = body.secret ?? body.token ?? '';
      }),
  });
  if (done) await showOnce(t('tokens.add'), t('tokens.lede'), secret);
  return done;
}

async function fault(work: () => Promise<unknown>): Promise<string> {
  try {
    await work();
    return '';
  } catch (error) {
    return explain(error);
  }
}
