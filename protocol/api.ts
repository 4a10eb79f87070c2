/** Bodies of the HTTP interface, as zod schemas: the server validates by them, the client takes its types from them. */
import { z } from 'zod';
import { PHASES } from './clock.ts';
import { DRAWN } from './drawn.ts';
import type { InterviewEvent } from './event.ts';
import { language, languageOffer } from './language.ts';
import { LIMITS } from './limits.ts';
import { outputItem } from './output.ts';
import { role } from './role.ts';

/** Header that names the invite whose cookie a request uses: both demo links work in one browser. */
export const INVITE_HEADER = 'x-holdout-invite';
/** Invite id of the staff link. */
export const STAFF_INVITE = 'staff';

const phase = z.enum(PHASES);

/** Asks what a link is for. `token` is the one from the address. */
export const peekRequest = z.strictObject({ token: z.string().min(16).max(64) });
/** What the join page shows before anybody joined. `claimed`: this candidate link is bound to another browser. */
export const peekResponse = z.object({
  role,
  title: z.string(),
  minutes: z.number(),
  phase,
  claimed: z.boolean(),
  interviewId: z.string().nullable(),
  /** True where the candidate waits in the lobby until an interviewer starts. */
  gated: z.boolean(),
  /** Languages that the interview offers: two where the candidate chooses, none for a link without an interview. */
  languages: z.array(language),
  /** The language that the interview is done in; null while it is not chosen. */
  language: language.nullable(),
});
/** A parsed {@link peekResponse}. */
export type PeekResponse = z.infer<typeof peekResponse>;

/** Joins with a link, under a name. */
export const claimRequest = z.strictObject({
  token: z.string().min(16).max(64),
  name: z.string().trim().min(1).max(LIMITS.nameChars),
  /** The candidate's choice, where the interview leaves it to them. */
  language: language.optional(),
});
/** Who this browser is under one invite. */
export const meResponse = z.object({
  inviteId: z.string(),
  role,
  interviewId: z.string().nullable(),
  participantId: z.string(),
  name: z.string(),
  title: z.string().nullable(),
  /** As in {@link peekResponse}. */
  languages: z.array(language),
  language: language.nullable(),
});
/** A parsed {@link meResponse}. */
export type MeResponse = z.infer<typeof meResponse>;

/** A ticket opens one socket, once, within `LIMITS.ticketMs`. */
export const ticketResponse = z.object({ ticket: z.string() });

/** Asks for an interview: which scenario (`slug`) and form of it, in which language, how long. */
export const createInterviewRequest = z.strictObject({
  title: z.string().trim().min(1).max(120),
  slug: z.string().min(1).max(80),
  language: languageOffer.default('python'),
  form: z.string().min(1).max(80),
  /** A label of the data, of which it tells nothing; empty: the server draws one. */
  seed: z.string().max(80).default(''),
  /** True: data of the published pair that belongs to the label, for trying things out. Everybody can make the labels of their hold-out. */
  published: z.boolean().default(false),
  minutes: z.number().int().min(5).max(480),
  /** True: the candidate waits in the lobby until an interviewer presses Start. */
  gated: z.boolean().default(true),
});
/** Asks for one more link of an interview. */
export const linkRequest = z.strictObject({ role: z.enum(['candidate', 'interviewer', 'observer']) });
/** A link is shown once: the store has only the token's hash. */
export const link = z.object({ inviteId: z.string(), role, url: z.string(), expiresAt: z.number() });
/** A parsed {@link link}. */
export type Link = z.infer<typeof link>;

/** A link as staff see it later, without its token. Times are server ms since 1970; `claims` are the browsers that joined with it. */
export const linkStatus = z.object({
  inviteId: z.string(),
  role,
  createdAt: z.number(),
  expiresAt: z.number(),
  revokedAt: z.number().nullable(),
  claims: z.array(z.object({ participantId: z.string(), name: z.string(), at: z.number() })),
});
/** A parsed {@link linkStatus}. */
export type LinkStatus = z.infer<typeof linkStatus>;

/** An interview in the list of interviews. Times are server ms since 1970; `candidate` is the name of whoever joined as one. */
export const interviewSummary = z.object({
  id: z.string(),
  title: z.string(),
  slug: z.string(),
  version: z.string(),
  /** What it offers. */
  language: languageOffer,
  /** The language that it is done in; null while the candidate has not chosen. */
  chosen: language.nullable(),
  form: z.string(),
  /** What the data are called; see `drawn`. */
  seed: z.string(),
  drawn: z.enum(DRAWN),
  minutes: z.number(),
  gated: z.boolean(),
  createdAt: z.number(),
  phase,
  startedAt: z.number().nullable(),
  endedAt: z.number().nullable(),
  candidate: z.string().nullable(),
  runs: z.number(),
  scores: z.number(),
  /** Sockets open right now. */
  online: z.number(),
});
/** A parsed {@link interviewSummary}. */
export type InterviewSummary = z.infer<typeof interviewSummary>;
/** An interview whose stored row cannot be read; `unreadable` says why. */
export const unreadableInterview = z.object({
  id: z.string(),
  title: z.string(),
  createdAt: z.number(),
  unreadable: z.string(),
});
/** A parsed {@link unreadableInterview}. */
export type UnreadableInterview = z.infer<typeof unreadableInterview>;
/** What the list of interviews holds. */
export const interviewListItem = z.union([interviewSummary, unreadableInterview]);
/** The new interview and its first links, which are shown this once. */
export const createInterviewResponse = z.object({ interview: interviewSummary, links: z.array(link) });

/**
 * What a staff browser needs to re-run a score: the files as they were when it was asked for, the single-use address of the hold-out
 * rows, and where the result goes (the same body as a score's, `protocol/upload.ts`). The outcome is an event `score.verified`.
 */
export const verifyResponse = z.object({
  url: z.string(),
  uploadUrl: z.string(),
  files: z.record(z.string(), z.string()),
});

/** The candidate's files as they were when a score was asked for, of the language that the interview is done in: texts by name. */
export const scoreCodeResponse = z.object({ files: z.record(z.string(), z.string()) });

/** The candidate's files as they are now, texts by name, and the number of rows of the log that they hold. `at`: server ms since 1970. */
export const ledgerSnapshotResponse = z.object({
  position: z.number().int().nonnegative(),
  at: z.number(),
  files: z.record(z.string(), z.string()),
});
/** A parsed {@link ledgerSnapshotResponse}. */
export type LedgerSnapshotResponse = z.infer<typeof ledgerSnapshotResponse>;

/** A scenario as staff choose it, with its forms: which bugs are planted in each, and in which languages it can be taken. */
export const scenarioSummary = z.object({
  slug: z.string(),
  version: z.string(),
  title: z.string(),
  summary: z.string(),
  minutes: z.number(),
  /** Label of the published pair that its demo shows. */
  published: z.string(),
  languages: z.array(language),
  forms: z.array(
    z.object({
      id: z.string(),
      level: z.string(),
      title: z.string(),
      languages: z.array(language),
      bugs: z.array(z.string()),
    }),
  ),
});
/** A parsed {@link scenarioSummary}. */
export type ScenarioSummary = z.infer<typeof scenarioSummary>;

/** What one run showed. */
export const runOutputsResponse = z.object({ outputs: z.array(outputItem) });

/** The replay: what the role may see, in order. `update` is base64 of a Yjs V1 update. */
export type LogEntry =
  | { kind: 'edit'; at: number; update: string }
  | { kind: 'event'; at: number; event: InterviewEvent };
/** The log of an interview, for the replay and as a download. */
export interface LogResponse {
  interviewId: string;
  title: string;
  minutes: number;
  entries: LogEntry[];
}

/** Every refusal has this body. `message` states what is refused, where, and what to do. */
export const errorBody = z.object({
  error: z.object({ code: z.string(), message: z.string(), field: z.string().optional() }),
});
/** A parsed {@link errorBody}. */
export type ErrorBody = z.infer<typeof errorBody>;
