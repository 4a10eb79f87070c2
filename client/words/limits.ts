/** Words of changes that do not fit into the work. */

/** A change that does not fit. All figures are bytes. */
export interface Overflow {
  kind: 'insert' | 'undo' | 'redo';
  limit: 'file' | 'work' | 'log';
  inserted: number;
  /** What the limit allows. */
  most: number;
  /** How much of it is used already. */
  used: number;
}

const UNIT = 1024;
const figure = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

/** Bytes in powers of 1024, as limits are written: "840 bytes", "600 KiB", "3.1 MiB". */
export function size(bytes: number): string {
  if (bytes < UNIT) return `${bytes} bytes`;
  return bytes < UNIT * UNIT ? `${figure.format(bytes / UNIT)} KiB` : `${figure.format(bytes / UNIT / UNIT)} MiB`;
}

/** Bytes below which an insertion is called typing and not a paste. */
const PASTE_BYTES = 200;

const OF = {
  file: { may: 'a file may have', has: 'the file has' },
  work: { may: 'all files together may have', has: 'all files together have' },
};

function subject({ kind, inserted }: Overflow): string {
  if (kind === 'undo') return `Undo would bring back ${size(inserted)}`;
  if (kind === 'redo') return `Redo would bring back ${size(inserted)}`;
  return `This paste is ${size(inserted)}`;
}

export const limitWords = {
  /** Why a change was not made, what may be, and that all is as it was. */
  refused(overflow: Overflow): string {
    const { kind, limit, inserted, most, used } = overflow;
    const isTyping = kind === 'insert' && inserted < PASTE_BYTES;
    if (limit === 'log') {
      return isTyping
        ? 'The record of this interview is full. Nothing was changed; deleting goes on.'
        : `${subject(overflow)}; the record of this interview has room for ${size(most)} more. Nothing was changed; typing and deleting go on.`;
    }
    const { may, has } = OF[limit];
    if (isTyping) {
      return `${has[0]?.toUpperCase()}${has.slice(1)} ${size(used)}, and ${may} ${size(most)}: delete something first. Nothing was changed.`;
    }
    const already = inserted > most ? '' : ` and ${has} ${size(used)} already`;
    return `${subject(overflow)}${already}; ${may} ${size(most)}. Nothing was changed.`;
  },
} as const;
