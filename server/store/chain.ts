/** Checksums of log rows: a crc32 a row against flipped bits, and a chain of SHA-256 against rows that were moved, cut or replaced. */
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { Damage, Entry, LogRead } from './port.ts';

const CHAIN_BYTES = 16;

/** What row 1 of each interview is chained to. */
export const CHAIN_START = new Uint8Array(CHAIN_BYTES);

/** A row with its CRC-32 and its chain value, which covers all rows before it. */
export interface Sealed extends Entry {
  crc: number;
  chain: Uint8Array;
}

const header = (interviewId: string, e: Entry) =>
  Buffer.from(JSON.stringify([interviewId, e.seq, e.id, e.kind, e.at, e.actor]));

/** Checksum and chain value of `entry` as the row after `previous`. */
export function seal(interviewId: string, previous: Uint8Array, entry: Entry): Sealed {
  const head = header(interviewId, entry);
  const headCrc = crc32(head);
  // zlib answers 0 for an empty view without memory behind it, whatever the start value.
  const crc = entry.body.length === 0 ? headCrc : crc32(entry.body, headCrc);
  const chain = createHash('sha256').update(previous).update(head).update(entry.body).digest().subarray(0, CHAIN_BYTES);
  return { ...entry, crc, chain: new Uint8Array(chain) };
}

const equal = (a: Uint8Array, b: Uint8Array) => a.length === b.length && a.every((byte, i) => byte === b[i]);

/** Checks rows in order from row 1 and stops before the first that does not fit. */
export function verify(interviewId: string, rows: Sealed[]): LogRead {
  const entries: Entry[] = [];
  let previous: Uint8Array = CHAIN_START;
  let damage: Damage | null = null;
  for (const row of rows) {
    const { crc, chain, ...entry } = row;
    const want = seal(interviewId, previous, entry);
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
    entries.push(entry);
    previous = chain;
  }
  return { entries, damage };
}
