/** Asks the server for its pages, of which the client takes parts: there is one rendering, the server's. */

export async function fetchPage(address: string, signal?: AbortSignal): Promise<Document> {
  const answer = await fetch(address, { headers: { Accept: 'text/html' }, ...(signal && { signal }) });
  if (!answer.ok) throw new Error(`${address}: HTTP ${answer.status}`);
  return new DOMParser().parseFromString(await answer.text(), 'text/html');
}
