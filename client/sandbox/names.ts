/** Completion while code runs: from the names and members that the kernel reported when it was last idle. */
import type { Completion, KnownNames } from './answers.ts';

const KEYWORDS =
  'False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield'.split(
    ' ',
  );
const LIMIT = 200;

interface NameCache {
  update(known: KnownNames): void;
  /** Variables are gone; what is known of types stays. */
  forget(): void;
  /** Position: line 1-based, column 0-based. */
  complete(code: string, line: number, column: number): Completion;
}

/** How well a name fits, 0 the best, or null: as engine/python/src/holdout_kernel/matching.py and the editor's list see it. */
function rankOf(name: string, typed: string): number | null {
  if (name.startsWith(typed)) return 0;
  const [long, short] = [name.toLowerCase(), typed.toLowerCase()];
  if (long.startsWith(short)) return 1;
  if (long.includes(short)) return 2;
  let at = 0;
  for (const letter of long) if (letter === short[at]) at += 1;
  return at === short.length ? 3 : null;
}

/** An empty cache. */
export function createNameCache(): NameCache {
  let names: KnownNames['names'] = {};
  const members = new Map<string, readonly string[]>();
  return {
    update(known) {
      names = known.names;
      for (const [type, listed] of Object.entries(known.members)) members.set(type, listed);
    },
    forget() {
      names = {};
    },
    complete(code, line, column) {
      const head = (code.split('\n')[line - 1] ?? '').slice(0, column);
      const typed = /[\p{L}\p{N}_]*$/u.exec(head)?.[0] ?? '';
      const before = head.slice(0, head.length - typed.length);
      const owner = /([\p{L}_][\p{L}\p{N}_]*)\s*\.$/u.exec(before)?.[1];
      const pool = new Map<string, string>();
      if (before.endsWith('.')) {
        const type = owner === undefined ? undefined : names[owner]?.[1];
        for (const name of (type && members.get(type)) || []) pool.set(name, 'property');
      } else {
        for (const [word] of code.matchAll(/[\p{L}_][\p{L}\p{N}_]*/gu)) pool.set(word, 'text');
        for (const word of KEYWORDS) pool.set(word, 'keyword');
        for (const [name, [kind]] of Object.entries(names)) pool.set(name, kind);
      }
      // The word that is being typed is in the code, and no offer; where it is a name of the kernel, it is one.
      if (pool.get(typed) === 'text') pool.delete(typed);
      const ranked = [...pool.keys()]
        .map((name) => ({ name, rank: rankOf(name, typed) }))
        .filter(({ rank }) => rank !== null)
        .sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0) || (a.name < b.name ? -1 : 1));
      const items = ranked.slice(0, LIMIT).map(({ name }) => ({ name, kind: pool.get(name) ?? 'text' }));
      return { items, prefix: typed.length, live: false, more: ranked.length > LIMIT };
    },
  };
}
