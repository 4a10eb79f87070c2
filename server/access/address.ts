/** Whose failures are counted together: the address of a connection, or the network that one subscriber has in IPv6. */
import { isIPv4, isIPv6 } from 'node:net';
import type { AppContext } from './http.ts';

/** The eight groups of an IPv6 address without a zone. */
function groupsOf(address: string): number[] {
  // The URL parser writes every spelling of an address alike: lower case, no leading zeros, hexadecimal, one `::`.
  const [head = '', tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const read = (part: string): number[] => (part === '' ? [] : part.split(':').map((g) => Number.parseInt(g, 16)));
  if (tail === undefined) return read(head);
  const [before, after] = [read(head), read(tail)];
  return [...before, ...Array.from({ length: 8 - before.length - after.length }, () => 0), ...after];
}

/** One spelling per IPv4 address and per /64 of IPv6; null for what is no address. */
export function networkOf(text: string): string | null {
  const bare = text
    .trim()
    // `[2001:db8::1]:443` and `192.0.2.1:443`, as some proxies write them.
    .replace(/^\[(.*)\](:\d+)?$/, '$1')
    .replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1')
    .replace(/%.*$/, '');
  if (isIPv4(bare)) return bare;
  if (!isIPv6(bare)) return null;
  const groups = groupsOf(bare);
  const [a = 0, b = 0] = groups.slice(6);
  if (groups.slice(0, 5).every((g) => g === 0) && groups[5] === 0xffff)
    return `${a >> 8}.${a & 255}.${b >> 8}.${b & 255}`;
  return `${groups
    .slice(0, 4)
    .map((g) => g.toString(16))
    .join(':')}::/64`;
}

/**
 * Where a request comes from.
 * @param remote the address of the connection
 * @param forwarded `X-Forwarded-For`, of which only the last entry is the word of our proxy; the others are whatever the client sent
 */
export function networkOfRequest(
  remote: string | undefined,
  forwarded: string | undefined,
  trustProxy: boolean,
): string {
  const hop = trustProxy ? forwarded?.split(',').at(-1) : undefined;
  return (hop === undefined ? null : networkOf(hop)) ?? networkOf(remote ?? '') ?? 'unknown';
}

/** The same of a request as handlers have it. */
export const networkOfContext = (c: AppContext, trustProxy: boolean): string =>
  networkOfRequest(c.env?.incoming?.socket.remoteAddress, c.req.header('x-forwarded-for'), trustProxy);
