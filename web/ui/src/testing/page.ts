/** A page for tests of what reads and changes one: happy-dom's in place of a browser's, and a server of given answers. */
import { Window } from 'happy-dom';

export interface TestPage {
  doc: Document;
  /** What was asked for, in order. */
  asked: string[];
  /** Answers by address; what is not there fails. */
  answers: Record<string, string>;
}

/** Makes the page that the globals of a browser lead to. */
export function openPage(body: string, url = 'https://maps.example.org/stories/s?lang=en'): TestPage {
  const window = new Window({ url });
  window.document.documentElement.lang = 'en';
  window.document.body.innerHTML = body;
  const page: TestPage = { doc: window.document as unknown as Document, asked: [], answers: {} };
  const fetch = async (address: string): Promise<Response> => {
    page.asked.push(address);
    const answer = page.answers[address];
    return answer === undefined ? new Response('', { status: 503 }) : new Response(answer);
  };
  const own = { window, requestAnimationFrame: (done: () => void) => setImmediate(done), fetch };
  const ofWindow = ['document', 'location', 'history', 'navigator', 'localStorage', 'matchMedia', 'getComputedStyle', 'DOMParser', 'Image', 'HTMLElement', 'Event', 'devicePixelRatio', 'cancelAnimationFrame'] as const;
  for (const name of ofWindow) setGlobal(name, typeof window[name] === 'function' && /^[a-z]/.test(name) ? (window[name] as () => unknown).bind(window) : window[name]);
  for (const [name, value] of Object.entries(own)) setGlobal(name, value);
  window.HTMLCanvasElement.prototype.getContext = () => pen as never;
  return page;
}

function setGlobal(name: string, value: unknown): void {
  Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
}

/** Draws nothing; every measure of it is 0. */
const pen: unknown = new Proxy({}, { get: (_, name) => (name === 'measureText' ? () => ({ width: 0 }) : () => undefined), set: () => true });

/** Lets what was begun go on until nothing of it waits for an answer. */
export async function settled(): Promise<void> {
  for (let i = 0; i < 5; i++) await new Promise((done) => setImmediate(done));
}

export interface Line {
  id: string;
  title?: string;
}

/** A line of the server's list. */
export function lineOf({ id, title = `Title ${id}` }: Line): string {
  return `<li class="item" data-id="${id}"><h3><a class="open" data-id="${id}" href="/stories/s/incidents/${id}?lang=en">${title}</a></h3><p class="when">22 February</p></li>`;
}

/** The server's list: a section for each class. */
export function listOf(sections: Record<string, Line[]>): string {
  const html = Object.entries(sections).map(
    ([id, lines]) => `<section class="class" data-class="${id}"><h2>${id} <span class="count">${lines.length}</span></h2><ol>${lines.map(lineOf).join('')}</ol></section>`,
  );
  return `<section id="list" tabindex="-1">${html.join('')}<p id="none-shown" hidden>None.</p></section>`;
}

/** The card before it is opened. */
export const CARD = '<dialog id="card"><h2 id="card-title" tabindex="-1"></h2><button class="close"></button><div class="card-body"></div></dialog>';
