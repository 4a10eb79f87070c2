/** Answers with a finished file. */
import type { AppContext } from '../access/http.ts';
import type { Served } from '../files.ts';

/** Answers with a file, or with 304 where the asker has it. @param cache the header `cache-control` */
export function sendFile(
  c: AppContext,
  { bytes, type, encoding, etag }: Served,
  cache: string,
  status: 200 | 404 = 200,
): Response {
  c.header('content-type', type);
  c.header('cache-control', cache);
  c.header('etag', etag);
  c.header('vary', 'accept-encoding');
  if (c.req.header('if-none-match') === etag) return c.body(null, 304);
  if (encoding) c.header('content-encoding', encoding);
  c.header('content-length', String(bytes.byteLength));
  return c.body(new Uint8Array(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.byteLength), status);
}

/** Whether the asker takes brotli. */
export const takesBrotli = (c: AppContext) => /\bbr\b/.test(c.req.header('accept-encoding') ?? '');
