/** The page that makes the snippet: what is chosen shows at once, and a button copies. Without it the form does the same. */
import { askPage } from './fetching';

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
