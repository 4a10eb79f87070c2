/** Requests under an invite: sent, refused with an AppError, and their answers read. */

import type { z } from 'zod';
import { INVITE_HEADER } from '../../protocol/api.ts';
import { nameOfDisposition } from '../../protocol/fileName.ts';
import { AppError, failureOf } from './error.ts';

export interface RequestOptions {
  method?: 'GET' | 'POST';
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as it is, instead of `body`. */
  bytes?: Uint8Array<ArrayBuffer> | Blob;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

/** One request under an invite's cookie. Throws {@link AppError} for everything that is not 2xx. */
export async function send(inviteId: string, path: string, options: RequestOptions = {}): Promise<Response> {
  const { method = 'GET', body, bytes, headers = {}, signal } = options;
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      credentials: 'same-origin',
      cache: 'no-store',
      headers: {
        [INVITE_HEADER]: inviteId,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(bytes === undefined ? {} : { body: bytes }),
      ...(signal ? { signal } : {}),
    });
  } catch (cause) {
    if (signal?.aborted) throw new AppError('aborted', 'The request was cancelled.', { cause });
    throw new AppError('network', 'The server cannot be reached. Check the network and try again.', { cause });
  }
  if (!response.ok) throw await failureOf(response);
  return response;
}

/** A request whose answer has a schema; an answer that does not fit is `bad-answer` and names the field. */
export async function sendJson<S extends z.ZodType>(
  schema: S,
  inviteId: string,
  path: string,
  options?: RequestOptions,
): Promise<z.infer<S>> {
  const response = await send(inviteId, path, options);
  const parsed = schema.safeParse(await response.json().catch(() => null));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const where = issue?.path.join('.') || 'the answer';
  throw new AppError('bad-answer', `The server's answer to ${path} does not fit: ${where}. Reload the page.`, {
    status: response.status,
    cause: parsed.error,
  });
}

/** JSON of an answer that is trusted to be a `T`. @throws AppError `bad-answer` where it is no JSON. */
export async function readJson<T>(response: Response): Promise<T> {
  try {
    return (await response.json()) as T;
  } catch (cause) {
    throw new AppError('bad-answer', 'The answer of the server broke off. Try again.', {
      status: response.status,
      cause,
    });
  }
}

/** Bytes of an answer, with progress; `total` is null where the server does not say. */
export async function readBytes(
  response: Response,
  onProgress?: (done: number, total: number | null) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const length = response.headers.get('content-encoding') ? null : response.headers.get('content-length');
  const total = length === null ? null : Number(length);
  if (!response.body) return new Uint8Array(await response.arrayBuffer());
  const parts: Uint8Array[] = [];
  let done = 0;
  const reader = response.body.getReader();
  for (;;) {
    const next = await reader.read().catch((cause) => {
      throw new AppError('network', 'The download broke off. Try again.', { cause });
    });
    if (next.done) break;
    parts.push(next.value);
    done += next.value.byteLength;
    onProgress?.(done, total);
  }
  const whole = new Uint8Array(done);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.byteLength;
  }
  return whole;
}

/** Gives the bytes of an answer to the person as a file. */
export async function saveAs(response: Response, fallbackName: string): Promise<void> {
  const named = nameOfDisposition(response.headers.get('content-disposition') ?? '');
  saveBlob(await response.blob(), named ?? fallbackName);
}

/** Gives bytes to the person as a file. */
export function saveBlob(bytes: Blob, name: string): void {
  const url = URL.createObjectURL(bytes);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
