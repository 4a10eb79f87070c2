/**
 * The store as the server sees it: one asynchronous port, two implementations (libsql in DATA_DIR, PostgreSQL), one contract
 * suite (tests/contract/store). When a promise resolves, what it returns is committed to disk.
 */

import type { Phase } from '../../protocol/clock.ts';
import type { Language, LanguageOffer } from '../../protocol/language.ts';
import type { Role } from '../../protocol/role.ts';
import type { DataSource } from '../../scenarios/kit/index.ts';

/** One interview: a scenario version, a form and a source of its data. */
export interface Interview {
  id: string;
  title: string;
  slug: string;
  version: string;
  form: string;
  /** May hold secrets, which no projection has. */
  source: DataSource;
  language: LanguageOffer;
  minutes: number;
  /** True where the candidate waits in the lobby until an interviewer starts. */
  gated: boolean;
  /** ms since the epoch, as every time in the store. */
  createdAt: number;
  progress: Progress;
}

/** An interview whose row holds what this version does not know: it is listed with the reason, and takes no other one away. */
export interface Unreadable {
  id: string;
  title: string;
  createdAt: number;
  reason: string;
}

/** How far an interview has come: a cache of the log's fold, for lists. */
export interface Progress {
  phase: Phase;
  startedAt: number | null;
  endedAt: number | null;
  runs: number;
  scores: number;
  /** What the candidate chose; null where they did not, or had no choice. */
  chosen: Language | null;
}

/** A link. The token itself is never stored: `hash` is its SHA-256, hex. `interviewId` is null for staff links. */
export interface Invite {
  id: string;
  interviewId: string | null;
  role: Role;
  label: string;
  hash: string;
  createdAt: number;
  expiresAt: number;
  revokedAt: number | null;
}

/** A browser that used a link. `id` is the participant id; `hash` is the SHA-256 of the cookie's value, hex. */
export interface Claim {
  id: string;
  inviteId: string;
  name: string;
  hash: string;
  createdAt: number;
  revokedAt: number | null;
}

/** What a row of the log holds. */
type EntryKind = 'edit' | 'event';
/** True for a word of the database that is such a kind. */
export const isEntryKind = (word: string): word is EntryKind => word === 'edit' || word === 'event';

/** What the server asks to be written: an update of the document (Yjs V1) or an event (JSON bytes). */
export interface NewEntry {
  /** Client message id, unique in the interview: appending it twice writes it once. */
  id: string;
  kind: EntryKind;
  at: number;
  /** JSON of the actor, stamped by the server. */
  actor: string;
  body: Uint8Array;
}

/** A row of the log. `seq` counts from 1 without gaps. */
export interface Entry extends NewEntry {
  seq: number;
}

/** What became of an appended row. */
export interface Appended {
  id: string;
  seq: number;
  /** True where the id was there before; nothing was written then. */
  duplicate: boolean;
}

/** The first row that does not fit: its checksum, its place in the chain or its number is wrong. */
export interface Damage {
  seq: number;
  reason: string;
}

/** A place in a log, after one of its rows: its number, and the chain value that covers it and all rows before. Row 0 is the start. */
export interface Place {
  seq: number;
  chain: Uint8Array;
}

/** The log of an interview as far as it can be trusted; `damage` is null where that is all of it. */
export interface LogRead {
  /** Rows up to the last good one. */
  entries: Entry[];
  /** Where `entries` end. */
  end: Place;
  damage: Damage | null;
}

/** A blob: score payloads and the like. `meta` is JSON bytes. */
export interface Blob {
  id: string;
  interviewId: string;
  kind: string;
  at: number;
  meta: Uint8Array;
  body: Uint8Array;
}

/** Permission to download the hold-out rows once. `hash` is the SHA-256 of the address's secret, hex; `meta` is JSON bytes. */
export interface Grant {
  hash: string;
  interviewId: string;
  at: number;
  expiresAt: number;
  takenAt: number | null;
  settledAt: number | null;
  meta: Uint8Array;
}

/** The whole document at one row of the log, so that opening does not read all edits; a cache. */
export interface Snapshot {
  /** The last log row that the snapshot holds. */
  seq: number;
  body: Uint8Array;
}

/**
 * What is stored of all interviews; times are server ms since 1970. A method rejects with BindError where a value fits no column, and
 * with StoreError where the database fails, is away, or belongs to another server meanwhile.
 */
export interface Records {
  /** Writes an interview together with its links and its first log rows, all or nothing. */
  createInterview(interview: Interview, invites: Invite[], entries: NewEntry[]): Promise<void>;
  /** Null where there is none of that id, or it is one of the `unreadable`. */
  interview(id: string): Promise<Interview | null>;
  /** Newest first, without those that cannot be read. */
  interviews(): Promise<Interview[]>;
  /** The interviews that cannot be read, newest first. */
  unreadable(): Promise<Unreadable[]>;
  /** Replaces what the list of interviews shows; an unknown id is ignored. */
  setProgress(id: string, progress: Progress): Promise<void>;

  /** Writes a link, or replaces the one of that id. */
  putInvite(invite: Invite): Promise<void>;
  invite(id: string): Promise<Invite | null>;
  /** By the hash of the token in the link's address. */
  inviteByHash(hash: string): Promise<Invite | null>;
  /** Links of an interview, or staff links for null; oldest first. */
  invites(interviewId: string | null): Promise<Invite[]>;
  /** False where there is no such link or it was revoked before. */
  revokeInvite(id: string, at: number): Promise<boolean>;

  /** Null where `exclusive` and another live claim holds the link. */
  claim(claim: Claim, exclusive: boolean): Promise<Claim | null>;
  /** By the hash of the cookie, with the link that it came from; revoked ones too. */
  claimByHash(hash: string): Promise<{ claim: Claim; invite: Invite } | null>;
  /** Claims of all links of an interview, or of staff links for null; revoked ones too. */
  claims(interviewId: string | null): Promise<Claim[]>;
  /** Revokes the live claims of a link, so that it can be claimed anew; returns their ids. */
  resetClaims(inviteId: string, at: number): Promise<string[]>;

  /**
   * Commits the entries in order, in one transaction. Where `after` is given, the log must end exactly there: whoever believes so and
   * is wrong has missed what another server wrote. @throws FencedError (on libsql StoreError with its message), and nothing is written
   */
  append(interviewId: string, entries: NewEntry[], after?: Place): Promise<Appended[]>;
  /** Reads and verifies the log from its first row. */
  read(interviewId: string): Promise<LogRead>;
  /** Takes rows from `seq` on out of the log and sets them aside; returns how many. */
  quarantine(interviewId: string, seq: number, reason: string, at: number): Promise<number>;
  /** The rows that were set aside, in their order. */
  quarantined(interviewId: string): Promise<{ seq: number; reason: string; body: Uint8Array }[]>;

  /** Replaces the snapshot of an interview by a later one; an earlier one is ignored. */
  putSnapshot(interviewId: string, snapshot: Snapshot): Promise<void>;
  /** Null where there is none or its checksum is wrong: a snapshot is only a cache. */
  snapshot(interviewId: string): Promise<Snapshot | null>;

  /** Where the same id is written twice, the first stays. */
  putBlob(blob: Blob): Promise<void>;
  blob(id: string): Promise<Blob | null>;
  deleteBlob(id: string): Promise<void>;

  putGrant(grant: Grant): Promise<void>;
  /** Marks the grant as taken; null where it does not exist, is taken already or has expired. */
  takeGrant(hash: string, now: number): Promise<Grant | null>;
  /** The grant, in whatever state; null where it does not exist. */
  grant(hash: string): Promise<Grant | null>;
  /** All grants of an interview, in whatever state. */
  grantsOf(interviewId: string): Promise<Grant[]>;
  /** False where the grant was settled before: a result counts once. */
  settleGrant(hash: string, now: number): Promise<boolean>;

  /** The store's own id, made by the first call; stores `now` as the time of this opening. */
  identify(now: number): Promise<string>;
  /** Throws where the store cannot be read or may not be written. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** The records as one process has them: it is the only one that may write, until it is not any more. */
export interface Store extends Records {
  /**
   * Calls `listener` each time that this process stops being the one that may write, which the embedded store never does: what is held
   * in memory is out of date from then on. Every method rejects until the process is the owner again.
   */
  onLost(listener: () => void): void;
}

/** Where a store reports what its operator should know. */
export interface StoreLog {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

/** Reports nothing. */
export const NO_LOG: StoreLog = { info: () => {}, warn: () => {}, error: () => {} };

/** The store cannot do it now: it is away, full, or belongs to another server. What was asked for is not acknowledged. */
export class StoreError extends Error {
  override readonly name: string = 'StoreError';
}

/** Another server has written meanwhile: nothing of the call was written, and what this one holds in memory is out of date. */
export class FencedError extends StoreError {
  override readonly name = 'FencedError';
}
