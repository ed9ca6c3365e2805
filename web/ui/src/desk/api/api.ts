/** The editors' JSON API, as the desk asks it: with the session's cookie. */
import { Problem, problemOf } from './problem';

export interface Session {
  person: { id: string; name: string; login: string; admin: boolean };
  stories: Record<string, string>;
  csrf: string;
}

export interface Answer<T> {
  body: T;
  etag: string;
  /** Whether the same request was answered before. */
  replayed: boolean;
}

export interface Sending {
  /** ETag of what the sender saw. */
  ifMatch?: string | undefined;
  /** By which the same request is known when it is sent again. */
  key?: string | undefined;
  signal?: AbortSignal | undefined;
}

type Body = Record<string, unknown> | Blob | undefined;

export class Api {
  private csrf = '';
  /** Whose words are sent; empty before it is known. */
  private person = '';

  constructor(private readonly root: string) {}

  /** Reads who is signed in. A Problem of status 401 when nobody is, and of the code other_person when somebody else is than before. */
  async session(): Promise<Session> {
    const { body } = await this.get<Session>('/session');
    // What one person wrote is not to be signed by another, whoever signed in meanwhile in this browser.
    if (this.person && this.person !== body.person.id) throw new Problem(403, OTHER_PERSON, '');
    this.person = body.person.id;
    this.csrf = body.csrf;
    return body;
  }

  get<T>(path: string, sending: Sending = {}): Promise<Answer<T>> {
    return this.ask<T>('GET', path, undefined, sending);
  }

  post<T>(path: string, body: Body, sending: Sending = {}): Promise<Answer<T>> {
    return this.ask<T>('POST', path, body, sending);
  }

  put<T>(path: string, body: Body, sending: Sending = {}): Promise<Answer<T>> {
    return this.ask<T>('PUT', path, body, sending);
  }

  patch<T>(path: string, body: Body, sending: Sending = {}): Promise<Answer<T>> {
    return this.ask<T>('PATCH', path, body, sending);
  }

  delete(path: string): Promise<Answer<unknown>> {
    return this.ask('DELETE', path, undefined, {});
  }

  /** Gives the whole address of one of the API's. */
  address(path: string): string {
    return `${this.root}/api/v1${path}`;
  }

  private async ask<T>(method: string, path: string, body: Body, sending: Sending): Promise<Answer<T>> {
    let answer = await this.send(method, path, body, sending);
    if (answer.status === 403 && method !== 'GET') {
      // The session may be another one by now: who signed in again in another window goes on here.
      const problem = await problemOf(answer);
      if (problem.code !== 'csrf') throw problem;
      await this.session();
      answer = await this.send(method, path, body, sending);
    }
    if (!answer.ok) throw await problemOf(answer);
    return {
      body: (answer.status === 204 ? undefined : await answer.json()) as T,
      etag: answer.headers.get('ETag') ?? '',
      replayed: answer.headers.get('Idempotency-Replayed') === 'true',
    };
  }

  private async send(method: string, path: string, body: Body, sending: Sending): Promise<Response> {
    const headers = new Headers({ Accept: 'application/json' });
    if (method !== 'GET') headers.set('X-CSRF-Token', this.csrf);
    if (sending.ifMatch) headers.set('If-Match', sending.ifMatch);
    if (sending.key) headers.set('Idempotency-Key', sending.key);
    const isFile = body instanceof Blob;
    if (body) headers.set('Content-Type', isFile ? body.type || 'application/octet-stream' : 'application/json');
    const init: RequestInit = { method, headers, credentials: 'same-origin', cache: 'no-store' };
    if (body) init.body = isFile ? body : JSON.stringify(body);
    if (sending.signal) init.signal = sending.signal;
    try {
      return await fetch(this.address(path), init);
    } catch (error) {
      if (sending.signal?.aborted) throw error;
      throw new Problem(0, 'offline', '');
    }
  }
}

/** The code of what is not sent because somebody else is signed in now. */
const OTHER_PERSON = 'other_person';

/** Gives a key by which a request is known when it is sent again. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((b) => b.toString(16).padStart(2, '0')).join('');
}

/** Writes a query of what has a value. */
export function query(values: Record<string, string | number | undefined>): string {
  const words = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined && value !== '') words.set(name, String(value));
  }
  const text = words.toString();
  return text ? `?${text}` : '';
}
