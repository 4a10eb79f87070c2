/**
 * The HTTP interface as one typed object per invite. Answers are checked against `protocol/api.ts`; a refusal is thrown as AppError with
 * the server's sentence.
 */
import { z } from 'zod';
import {
  createInterviewRequest,
  createInterviewResponse,
  interviewListItem,
  interviewSummary,
  type LogResponse,
  ledgerSnapshotResponse,
  link,
  type linkRequest,
  linkStatus,
  meResponse,
  peekResponse,
  runOutputsResponse,
  scenarioSummary,
  scoreCodeResponse,
  ticketResponse,
  verifyResponse,
} from '../../protocol/api.ts';
import { candidateBundle, staffBundle } from '../../protocol/bundle.ts';
import type { Language } from '../../protocol/language.ts';
import { type RequestOptions, readBytes, readJson, saveAs, send, sendJson } from './request.ts';

const enc = encodeURIComponent;

export type Api = ReturnType<typeof createApi>;

/** Requests under one invite (`STAFF_INVITE` for the staff home). */
export function createApi(inviteId: string) {
  const at = (id: string, rest = '') => `/api/interviews/${enc(id)}${rest}`;
  const get = <S extends z.ZodType>(schema: S, path: string, signal?: AbortSignal) =>
    sendJson(schema, inviteId, path, signal ? { signal } : {});
  const post = <S extends z.ZodType>(schema: S, path: string, body: unknown = {}, options: RequestOptions = {}) =>
    sendJson(schema, inviteId, path, { ...options, method: 'POST', body });
  const command = async (path: string, body: unknown = {}): Promise<void> => {
    await send(inviteId, path, { method: 'POST', body });
  };

  return {
    inviteId,
    peek: (token: string) => post(peekResponse, `/api/invites/${enc(inviteId)}/peek`, { token }),
    claim: (token: string, name: string, language?: Language) =>
      post(meResponse, `/api/invites/${enc(inviteId)}/claim`, { token, name, ...(language ? { language } : {}) }),
    me: () => get(meResponse, '/api/me'),
    leave: () => command('/api/leave'),
    ticket: async (interviewId: string) => (await post(ticketResponse, at(interviewId, '/tickets'))).ticket,

    candidateBundle: (interviewId: string) => get(candidateBundle, at(interviewId, '/bundle')),
    /** In a language that the interview offers; without one, in the language of the interview. */
    staffBundle: (interviewId: string, language?: Language) =>
      get(staffBundle, at(interviewId, language ? `/bundle?language=${language}` : '/bundle')),
    data: async (interviewId: string, name: string, onProgress?: (done: number, total: number | null) => void) =>
      readBytes(await send(inviteId, at(interviewId, `/data/${enc(name)}`)), onProgress),
    /** What a run showed: for old runs, whose outputs do not come with the room. */
    runOutputs: async (interviewId: string, runId: string) =>
      (await get(runOutputsResponse, at(interviewId, `/runs/${enc(runId)}/outputs`))).outputs,
    /** The log as the role may see it. It is large, and the server has checked each entry when it stored it, so it is not parsed again. */
    log: async (interviewId: string): Promise<LogResponse> =>
      readJson<LogResponse>(await send(inviteId, at(interviewId, '/log'))),
    /** Hands `export.json`, `export.md` or `code.zip` to the person as a file. */
    save: async (interviewId: string, file: 'export.json' | 'export.md' | 'code.zip') =>
      saveAs(await send(inviteId, at(interviewId, `/${file}`)), file),

    /** Bytes behind the single-use address of a `score.grant`. */
    granted: async (url: string, signal: AbortSignal, onProgress?: (done: number, total: number | null) => void) =>
      readBytes(await send(inviteId, url, { signal }), onProgress),
    upload: async (url: string, bytes: Uint8Array<ArrayBuffer>, contentType: string, signal: AbortSignal) => {
      await send(inviteId, url, { method: 'POST', bytes, headers: { 'content-type': contentType }, signal });
    },
    /** The candidate's files as they were when the score was asked for. */
    scoreCode: (interviewId: string, scoreId: string) =>
      get(scoreCodeResponse, at(interviewId, `/scores/${enc(scoreId)}/code`)),
    verify: (interviewId: string, scoreId: string) =>
      post(verifyResponse, at(interviewId, `/scores/${enc(scoreId)}/verify`)),

    /** The candidate's code as it is now, and its position in the log. */
    ledgerSnapshot: (interviewId: string) => get(ledgerSnapshotResponse, at(interviewId, '/ledger/snapshot')),
    /** The script of a worker that runs probes. */
    probes: async (language: Language) => (await send(inviteId, `/api/probes/${language}`)).text(),

    scenarios: () => get(z.array(scenarioSummary), '/api/scenarios'),
    interviews: (signal?: AbortSignal) => get(z.array(interviewListItem), '/api/interviews', signal),
    interview: (interviewId: string) => get(interviewSummary, at(interviewId)),
    createInterview: (input: z.input<typeof createInterviewRequest>) =>
      post(createInterviewResponse, '/api/interviews', createInterviewRequest.parse(input)),
    links: (interviewId: string) => get(z.array(linkStatus), at(interviewId, '/links')),
    createLink: (interviewId: string, role: z.infer<typeof linkRequest>['role']) =>
      post(link, at(interviewId, '/links'), { role }),
    revokeLink: (interviewId: string, id: string) => command(at(interviewId, `/links/${enc(id)}/revoke`)),
    resetLink: (interviewId: string, id: string) => command(at(interviewId, `/links/${enc(id)}/reset`)),
  };
}
