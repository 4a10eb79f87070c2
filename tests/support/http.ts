/** One browser without a browser: cookies, and requests that come from a page of the server. */
import { INVITE_HEADER, type MeResponse } from '../../protocol/api.ts';
import type { Language } from '../../protocol/language.ts';

export interface Link {
  inviteId: string;
  token: string;
  base: string;
}

/** The parts of `http://host/join/<inviteId>#<token>` or `http://host/staff#<token>`. */
export function parseLink(url: string): Link {
  const { origin, pathname, hash } = new URL(url);
  const inviteId = pathname === '/staff' ? 'staff' : (pathname.split('/')[2] ?? '');
  return { inviteId, token: hash.slice(1), base: origin };
}

export interface Heard {
  url: string;
  status: number;
  headers: [string, string][];
  body: Uint8Array;
}

export class Browser {
  readonly base: string;
  readonly #cookies = new Map<string, string>();
  /** Everything that this browser received over HTTP, where recorded. */
  readonly heard: Heard[] = [];
  readonly #keep: boolean;

  constructor(base: string, keep = false) {
    this.base = base;
    this.#keep = keep;
  }

  /** A cookie from an earlier visit. */
  keepCookie(name: string, value: string): void {
    this.#cookies.set(name, value);
  }

  get cookies(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** A request as our page makes it; `headers` override. */
  async fetch(path: string, init: RequestInit & { inviteId?: string; json?: unknown } = {}): Promise<Response> {
    const { inviteId, json, ...rest } = init;
    const headers: Record<string, string> = {
      origin: this.base,
      cookie: this.cookies,
      ...(inviteId === undefined ? {} : { [INVITE_HEADER]: inviteId }),
      ...(json === undefined ? {} : { 'content-type': 'application/json' }),
      ...(init.headers as Record<string, string> | undefined),
    };
    const body = json === undefined ? init.body : JSON.stringify(json);
    const response = await fetch(new URL(path, this.base), {
      redirect: 'manual',
      ...rest,
      headers,
      ...(body === undefined ? {} : { body }),
    });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      this.#cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    if (!this.#keep) return response;
    const bytes = new Uint8Array(await response.arrayBuffer());
    this.heard.push({ url: path, status: response.status, headers: [...response.headers], body: bytes });
    const empty = response.status === 304 || response.status === 204;
    return new Response(empty ? null : bytes, { status: response.status, headers: response.headers });
  }

  /** JSON of an answer; throws with status and body where it is none of 2xx. */
  async json<T = unknown>(path: string, init: Parameters<Browser['fetch']>[1] = {}): Promise<T> {
    const response = await this.fetch(path, init);
    const text = await response.text();
    if (!response.ok) throw new Error(`${init.method ?? 'GET'} ${path}: ${response.status} ${text}`);
    return JSON.parse(text) as T;
  }

  post<T = unknown>(path: string, json: unknown = {}, inviteId?: string): Promise<T> {
    return this.json<T>(path, { method: 'POST', json, ...(inviteId === undefined ? {} : { inviteId }) });
  }

  /** Joins with a link. */
  claim(link: Link, name: string, language?: Language): Promise<MeResponse> {
    const { token } = link;
    return this.post(`/api/invites/${link.inviteId}/claim`, { token, name, ...(language ? { language } : {}) });
  }
}
