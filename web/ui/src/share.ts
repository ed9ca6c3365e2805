/** The page that makes the snippet: what is chosen shows at once, and a button copies. Without it the form does the same. */
import { OWN } from './embed/protocol';
import { askPage } from './browser/fetching';

const form = document.querySelector<HTMLFormElement>('form#share')!;
const copy = document.querySelector<HTMLButtonElement>('button#copy')!;
const snippet = document.querySelector<HTMLTextAreaElement>('textarea#snippet')!;
const copied = document.getElementById('copied')!;
let asked: AbortController | undefined;

form.addEventListener('change', () => void renew().catch(console.warn)); // the button still sends the form
copy.addEventListener('click', () => {
  snippet.select();
  void navigator.clipboard.writeText(snippet.value).then(() => {
    copied.textContent = copy.dataset['done']!;
  });
});
copy.hidden = !('clipboard' in navigator);

/** Makes the view that the preview was moved to the one that the embed begins with. */
const take = document.querySelector<HTMLButtonElement>('button#take-view')!;
take.hidden = false;
take.addEventListener('click', () => {
  document.querySelector<HTMLIFrameElement>('iframe#preview')!.contentWindow!.postMessage({ [OWN]: 'view?' }, location.origin);
});
window.addEventListener('message', ({ source, origin, data }) => {
  const said = (data as Record<string, unknown> | null)?.[OWN] as { center?: [number, number]; zoom?: number } | undefined;
  const preview = document.querySelector<HTMLIFrameElement>('iframe#preview')!;
  if (origin !== location.origin || source !== preview.contentWindow || !said?.center || said.zoom === undefined) return;
  const set = (id: string, value: string): void => {
    document.querySelector<HTMLInputElement>(`input#${id}`)!.value = value;
  };
  const digits = Math.min(6, Math.max(2, Math.ceil(said.zoom / 2)));
  set('center', said.center.map((degrees) => degrees.toFixed(digits)).join(','));
  set('zoom', said.zoom.toFixed(2));
  set('bbox', '');
  void renew().catch(console.warn);
});

/** Takes over what the page says of what is chosen now. */
async function renew(): Promise<void> {
  asked?.abort();
  const { signal } = (asked = new AbortController());
  const query = new URLSearchParams(new FormData(form) as unknown as Record<string, string>);
  const page = await askPage(`${location.pathname}?${query.toString()}`, signal);
  if (signal.aborted) return;
  history.replaceState(null, '', `?${query.toString()}`);
  snippet.value = page.querySelector('#snippet')!.textContent!;
  copied.textContent = '';
  for (const id of ['link', 'oembed']) {
    document.getElementById(id)!.setAttribute('value', page.getElementById(id)!.getAttribute('value')!);
  }
  const [here, there] = [document, page].map((doc) => doc.querySelector<HTMLIFrameElement>('iframe#preview')!);
  here!.style.height = '';
  here!.height = there!.height;
  here!.src = there!.getAttribute('src')!;
}
