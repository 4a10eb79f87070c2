/** Which web page a request comes from, and whether that page is ours. */
/** What decides whether a request comes from a page of ours; the headers as received, undefined where absent. */
export interface RequestFacts {
  /** `Host` as received. */
  host: string | undefined;
  origin: string | undefined;
  /** True where the connection, or the trusted proxy before it, is encrypted. */
  encrypted: boolean;
}

/** The address under which the browser sees us, e.g. `http://127.0.0.1:8080`; null for an unusable Host. */
export function ownOrigin({ host, encrypted }: RequestFacts): string | null {
  if (!host || !/^[A-Za-z0-9.:[\]_-]+$/.test(host)) return null;
  try {
    return new URL(`${encrypted ? 'https' : 'http'}://${host}`).origin;
  } catch {
    return null;
  }
}

/**
 * True where `Origin` names this server. A missing or opaque (`null`) origin is not ours: browsers send one with every
 * request that may change something and with every socket.
 */
export function sameOrigin(facts: RequestFacts, publicUrl: string | null): boolean {
  if (!facts.origin || facts.origin === 'null') return false;
  return facts.origin === ownOrigin(facts) || (publicUrl !== null && facts.origin === new URL(publicUrl).origin);
}

/** True for names and addresses of this machine itself. */
export const isLoopback = (hostname: string): boolean =>
  /^(localhost|.*\.localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/.test(hostname);
