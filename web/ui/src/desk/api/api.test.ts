/** In whose name the desk sends. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Api } from './api';
import { Problem } from './problem';

/** A server at which a person is signed in, whose session another takes over; it refuses the token of a session that is over. */
function server(): { people: string[]; wrote: string[]; signIn: (id: string) => void } {
  let session = 0;
  let person = '';
  const all = { people: [] as string[], wrote: [] as string[], signIn: (id: string) => void ([person, session] = [id, session + 1]) };
  const fetch = (address: string, init: RequestInit): Promise<Response> => {
    const answer = (status: number, body: unknown): Promise<Response> => Promise.resolve(new Response(JSON.stringify(body), { status }));
    if (address.endsWith('/session')) return answer(200, { person: { id: person }, stories: {}, csrf: `token-${session}` });
    if (new Headers(init.headers).get('X-CSRF-Token') !== `token-${session}`) return answer(403, { code: 'csrf' });
    all.wrote.push(person);
    return answer(200, {});
  };
  Object.defineProperty(globalThis, 'fetch', { value: fetch, configurable: true, writable: true });
  return all;
}

test('who signs in again goes on, and nothing that one person wrote is sent in the name of another', async () => {
  const at = server();
  const api = new Api('');
  at.signIn('ana');
  await api.session();
  at.signIn('ana');
  await api.patch('/x', {});
  assert.deepEqual(at.wrote, ['ana']);
  at.signIn('ben');
  await assert.rejects(api.patch('/x', {}), (error) => error instanceof Problem && error.code === 'other_person');
  await assert.rejects(api.post('/x', {}), Problem);
  at.signIn('ana');
  await api.patch('/x', {});
  assert.deepEqual(at.wrote, ['ana', 'ana']);
});
