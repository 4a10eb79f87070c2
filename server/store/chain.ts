/** Checksums of log rows: a CRC-32 per row against flipped bits, and a chain of SHA-256 against rows that were moved, cut or replaced. */
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { type Damage, type Entry, isEntryKind, type LogRead, type NewEntry, type Place } from './port.ts';

const CHAIN_BYTES = 16;

/** Before row 1 of each interview; that row is chained to it. */
export const LOG_START: Place = { seq: 0, chain: new Uint8Array(CHAIN_BYTES) };

/** A row as the database holds it: before it is verified its kind may be any word. */
type Row = Omit<Entry, 'kind'> & { kind: string };

/** A row with its CRC-32 and its chain value, which covers all rows before it. */
export type Sealed<R extends Row = Entry> = R & { crc: number; chain: Uint8Array };

/** A row that was read and is not verified. */
export type UnverifiedRow = Sealed<Row>;

const header = (interviewId: string, e: Row) =>
  Buffer.from(JSON.stringify([interviewId, e.seq, e.id, e.kind, e.at, e.actor]));

/** Checksum and chain value of `entry` as the row after `previous`. */
export function seal<R extends Row>(interviewId: string, previous: Uint8Array, entry: R): Sealed<R> {
  const head = header(interviewId, entry);
  const headCrc = crc32(head);
  // zlib answers 0 for an empty view without memory behind it, whatever the start value.
  const crc = entry.body.length === 0 ? headCrc : crc32(entry.body, headCrc);
  const chain = createHash('sha256').update(previous).update(head).update(entry.body).digest().subarray(0, CHAIN_BYTES);
  return { ...entry, crc, chain: new Uint8Array(chain) };
}

/** The place after `entries`, where they follow `from` and none of them is there already. */
export function advance(interviewId: string, from: Place, entries: readonly NewEntry[]): Place {
  let { seq, chain } = from;
  for (const entry of entries) {
    seq += 1;
    chain = seal(interviewId, chain, { ...entry, seq }).chain;
  }
  return { seq, chain };
}

/** True for the same place of the same log: equal numbers alone may stand for other rows. */
export const samePlace = (a: Place, b: Place): boolean => a.seq === b.seq && equal(a.chain, b.chain);

const equal = (a: Uint8Array, b: Uint8Array) => a.length === b.length && a.every((byte, i) => byte === b[i]);

/** Checks rows in order from row 1 and stops before the first that does not fit. @throws Error where a whole row has an unknown kind */
export function verify(interviewId: string, rows: readonly UnverifiedRow[]): LogRead {
  const entries: Entry[] = [];
  let previous = LOG_START.chain;
  let damage: Damage | null = null;
  for (const row of rows) {
    const { crc, chain, kind, ...rest } = row;
    const want = seal(interviewId, previous, { ...rest, kind });
    const reason =
      row.seq !== entries.length + 1
        ? `row ${entries.length + 1} is missing`
        : want.crc !== crc
          ? 'the checksum differs'
          : !equal(want.chain, chain)
            ? 'the row does not follow the one before it'
            : null;
    if (reason !== null) {
      damage = { seq: entries.length + 1, reason };
      break;
    }
    // The row is as it was written, so it is not damage that may be set aside: a later version may have written it.
    if (!isEntryKind(kind)) throw new Error(`row ${row.seq} is of a kind that this version does not know: ${kind}`);
    entries.push({ ...rest, kind });
    previous = chain;
  }
  return { entries, end: { seq: entries.length, chain: previous }, damage };
}
