/** Asks the server; an answer that is not what was asked for is an error. */

export async function ask(address: string, accept: string, signal?: AbortSignal): Promise<Response> {
  const answer = await fetch(address, { headers: { Accept: accept }, ...(signal && { signal }) });
  if (!answer.ok) throw new Error(`${address}: HTTP ${answer.status}`);
  return answer;
}

/** Asks for a page, of which the client takes parts: there is one rendering, the server's. */
export async function askPage(address: string, signal?: AbortSignal): Promise<Document> {
  const answer = await ask(address, 'text/html', signal);
  return new DOMParser().parseFromString(await answer.text(), 'text/html');
}
