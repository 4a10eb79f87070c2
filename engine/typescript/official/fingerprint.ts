/** What the top-level names of a module hold, as short texts to be compared before and after training. */

/** Values looked at; beyond them a change is not seen. */
const MOST = 200_000;

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** FNV-1a over 32 bits (Fowler, Noll, Vo): it must notice changes, not resist an attack. */
function mix(hash: number, text: string): number {
  let h = hash;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return h;
}

export interface Fingerprint {
  hash: string;
  /** Single values looked at: a list of three numbers has four. */
  values: number;
}

/** A hash over a value and what it holds: functions by their name, everything once. */
export function fingerprint(value: unknown): Fingerprint {
  const seen = new Set<unknown>();
  let left = MOST;
  let hash = 0x811c9dc5;
  const visit = (part: unknown): void => {
    if (left-- <= 0) return;
    if (typeof part === 'function') hash = mix(hash, `f${part.name}`);
    else if (!isObject(part)) hash = mix(hash, `${typeof part}:${String(part)}`);
    else if (seen.has(part)) hash = mix(hash, '@');
    else {
      seen.add(part);
      inside(part);
    }
  };
  const inside = (part: Record<string, unknown>): void => {
    if ('dataId' in part && 'dtype' in part) {
      // A tensor never changes; a variable gets another dataId when it is assigned.
      const { id } = part.dataId as { id?: number };
      hash = mix(hash, `tensor:${String(id ?? part.id)}`);
      return;
    }
    const entries =
      part instanceof Map
        ? [...part].flat()
        : part instanceof Set
          ? [...part]
          : ArrayBuffer.isView(part)
            ? Array.from(part as unknown as ArrayLike<unknown>)
            : Object.entries(part).flat();
    hash = mix(hash, `${part.constructor?.name ?? ''}:${entries.length}`);
    for (const entry of entries) visit(entry);
  };
  visit(value);
  return { hash: hash.toString(36), values: MOST - Math.max(0, left) };
}
