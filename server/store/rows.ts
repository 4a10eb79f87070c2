/** Rows to records: one place where 0/1, bytes and unknown words of the database become the port's types. */
import type { Selectable } from 'kysely';
import { z } from 'zod';
import { PHASES } from '../../protocol/clock.ts';
import { language, languageOffer } from '../../protocol/language.ts';
import { role } from '../../protocol/role.ts';
import type { Sealed, UnverifiedRow } from './chain.ts';
import type { Blob, Claim, Grant, Interview, Invite, Progress, Unreadable } from './port.ts';
import type { Tables } from './schema.ts';

const phase = z.enum(PHASES);

const secret = z.string().regex(/^[0-9a-f]{32}$/, 'is no secret of 128 bits');
const label = z.string();
const source = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('secrets'), label, world: secret, holdout: secret }),
  z.strictObject({ kind: z.literal('published'), label }),
  z.strictObject({ kind: z.literal('seed'), label }),
]);

type Row<T extends keyof Tables> = Selectable<Tables[T]>;

/** Bytes as a plain Uint8Array, whatever the driver hands out (libsql: ArrayBuffer, pg: Buffer). */
export function bytes(value: unknown): Uint8Array {
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  if (value instanceof Uint8Array) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  throw new TypeError(`the store returned ${typeof value} where bytes were expected`);
}

/** What the columns say of the source, as an object of the union; whether they belong together is checked by its schema. */
const sourceColumns = ({ drawn: kind, seed, world, holdout }: Row<'interviews'>) => ({
  kind,
  label: seed,
  ...(world === null ? {} : { world }),
  ...(holdout === null ? {} : { holdout }),
});

/** An interview from its row. @throws ZodError where a value is none of its list */
export const toInterview = (r: Row<'interviews'>): Interview => ({
  id: r.id,
  title: r.title,
  slug: r.slug,
  version: r.version,
  form: r.form,
  source: source.parse(sourceColumns(r)),
  language: languageOffer.parse(r.language),
  minutes: r.minutes,
  gated: r.gated === 1,
  createdAt: r.created_at,
  progress: {
    phase: phase.parse(r.phase),
    startedAt: r.started_at,
    endedAt: r.ended_at,
    runs: r.runs,
    scores: r.scores,
    chosen: language.nullable().parse(r.chosen),
  },
});

/** What no interview can be shown without; SQLite takes any value in any column. */
const shape = z.object({
  title: z.string(),
  slug: z.string(),
  version: z.string(),
  form: z.string(),
  seed: z.string(),
  minutes: z.number(),
  gated: z.union([z.literal(0), z.literal(1)]),
  created_at: z.number(),
  started_at: z.number().nullable(),
  ended_at: z.number().nullable(),
  runs: z.number(),
  scores: z.number(),
  language: languageOffer,
  phase,
  chosen: language.nullable(),
});

/** Null where the row can be read, else why not: the first column that is wrong, without what it holds. */
export function whyUnreadable(r: Row<'interviews'>): string | null {
  const issue = (shape.safeParse(r).error ?? source.safeParse(sourceColumns(r)).error)?.issues[0];
  return issue ? `${issue.path.join('.')}: ${issue.message}` : null;
}

/** What can be shown of an interview that cannot be read. */
export const toUnreadable = (r: Row<'interviews'>, reason: string): Unreadable => ({
  id: String(r.id),
  title: typeof r.title === 'string' ? r.title : '',
  createdAt: typeof r.created_at === 'number' ? r.created_at : 0,
  reason,
});

/** The row of an interview. */
export const fromInterview = (i: Interview): Tables['interviews'] => ({
  id: i.id,
  title: i.title,
  slug: i.slug,
  version: i.version,
  form: i.form,
  seed: i.source.label,
  drawn: i.source.kind,
  world: i.source.kind === 'secrets' ? i.source.world : null,
  holdout: i.source.kind === 'secrets' ? i.source.holdout : null,
  language: i.language,
  minutes: i.minutes,
  gated: i.gated ? 1 : 0,
  created_at: i.createdAt,
  ...fromProgress(i.progress),
});

/** The columns of the progress. */
export const fromProgress = (p: Progress) => ({
  phase: p.phase,
  started_at: p.startedAt,
  ended_at: p.endedAt,
  runs: p.runs,
  scores: p.scores,
  chosen: p.chosen,
});

/** A link from its row. @throws ZodError where the role is none */
export const toInvite = (r: Row<'invites'>): Invite => ({
  id: r.id,
  interviewId: r.interview_id,
  role: role.parse(r.role),
  label: r.label,
  hash: r.hash,
  createdAt: r.created_at,
  expiresAt: r.expires_at,
  revokedAt: r.revoked_at,
});

/** The row of a link. */
export const fromInvite = (i: Invite): Tables['invites'] => ({
  id: i.id,
  interview_id: i.interviewId,
  role: i.role,
  label: i.label,
  hash: i.hash,
  created_at: i.createdAt,
  expires_at: i.expiresAt,
  revoked_at: i.revokedAt,
});

/** A claim from its row. */
export const toClaim = (r: Omit<Row<'claims'>, 'slot'>): Claim => ({
  id: r.id,
  inviteId: r.invite_id,
  name: r.name,
  hash: r.hash,
  createdAt: r.created_at,
  revokedAt: r.revoked_at,
});

/** A row of the log as it is there. It may be damaged in any column, so nothing in it is refused before it is verified. */
export const toUnverified = (r: Row<'log'>): UnverifiedRow => ({
  seq: r.seq,
  id: r.id,
  kind: r.kind,
  at: r.at,
  actor: r.actor,
  body: bytes(r.body),
  crc: r.crc,
  chain: bytes(r.chain),
});

/** The row of the log of this interview. */
export const fromSealed = (interviewId: string, e: Sealed): Tables['log'] => ({
  interview_id: interviewId,
  seq: e.seq,
  id: e.id,
  kind: e.kind,
  at: e.at,
  actor: e.actor,
  body: e.body,
  crc: e.crc,
  chain: e.chain,
});

/** A blob from its row. */
export const toBlob = (r: Row<'blobs'>): Blob => ({
  id: r.id,
  interviewId: r.interview_id,
  kind: r.kind,
  at: r.at,
  meta: bytes(r.meta),
  body: bytes(r.body),
});

/** A grant from its row. */
export const toGrant = (r: Row<'grants'>): Grant => ({
  hash: r.hash,
  interviewId: r.interview_id,
  at: r.at,
  expiresAt: r.expires_at,
  takenAt: r.taken_at,
  settledAt: r.settled_at,
  meta: bytes(r.meta),
});
