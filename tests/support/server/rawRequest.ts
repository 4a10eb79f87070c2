/** A request whose body is sent by hand, so that a test sees what is answered before any of it, or in the middle. */
import { type ClientRequest, request } from 'node:http';
import { INVITE_HEADER } from '../../../protocol/api.ts';
import type { Client } from '../client.ts';

export interface RawAnswer {
  status: number;
  retryAfter: string | undefined;
  code: string | undefined;
}

/** Opens a POST of bytes with the client's cookie; nothing of the body is sent. `bytes` null: it comes in chunks. */
export function openUpload(
  c: Client,
  path: string,
  bytes: number | null,
): { request: ClientRequest; answer: Promise<RawAnswer> } {
  const sent = request(new URL(path, c.link.base), {
    method: 'POST',
    agent: false,
    headers: {
      origin: c.link.base,
      cookie: c.browser.cookies,
      [INVITE_HEADER]: c.link.inviteId,
      'content-type': 'application/octet-stream',
      ...(bytes === null ? { 'transfer-encoding': 'chunked' } : { 'content-length': String(bytes) }),
    },
  });
  const answer = new Promise<RawAnswer>((resolve, reject) => {
    sent.on('response', (response) => {
      let text = '';
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          retryAfter: response.headers['retry-after'],
          code: (JSON.parse(text || '{}') as { error?: { code: string } }).error?.code,
        }),
      );
    });
    sent.on('error', reject);
  });
  answer.catch(() => {});
  sent.flushHeaders();
  return { request: sent, answer };
}

const ZEROS = Buffer.alloc(256 * 1024);

/** Sends `bytes` zeros as the body and ends it, as fast as the other side takes them. */
export function sendZeros(request: ClientRequest, bytes: number): void {
  let left = bytes;
  const more = () => {
    while (left > 0) {
      const part = ZEROS.subarray(0, left);
      left -= part.byteLength;
      if (request.write(part)) continue;
      request.once('drain', more);
      return;
    }
    request.end();
  };
  more();
}
