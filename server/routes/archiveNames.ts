/** Names of files in an archive: such that every system can unpack them, each once, beside each other. */

/** A name that Windows keeps for devices, with any ending. */
const DEVICE = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)/i;
/** Chars of one part of a path; systems take 255 bytes, and what makes a name unique is put before it. */
const MOST_CHARS = 200;

/** The ending with its dot, where it is short; else nothing. */
const endingOf = (part: string): string => /\.[A-Za-z0-9]{1,10}$/.exec(part)?.[0] ?? '';

/** One part of a path. What is not letter, digit, dot, dash or underscore becomes `_`, so that one char is one byte. */
function safePart(part: string): string {
  const plain = part
    .replace(/[^A-Za-z0-9._-]/g, '_')
    // Windows drops a dot at the end, and `.` and `..` lead elsewhere.
    .replace(/\.+$/, (dots) => '_'.repeat(dots.length))
    .replace(DEVICE, '_$&');
  if (plain.length <= MOST_CHARS) return plain;
  const ending = endingOf(plain);
  return plain.slice(0, MOST_CHARS - ending.length) + ending;
}

const partsOf = (name: string): string[] => {
  const parts = name
    .split(/[/\\]/)
    .filter((part) => part !== '' && part !== '.')
    .map(safePart);
  return parts.length > 0 ? parts : ['_'];
};

/** The folders that a path is in. */
const foldersOf = (parts: readonly string[]): string[] =>
  parts.slice(1).map((_, i) =>
    parts
      .slice(0, i + 1)
      .join('/')
      .toLowerCase(),
  );

/** The same files under names that an archive takes. Of two names that some system cannot tell apart, the later gets a number. */
export function archived(files: readonly { name: string; text: string }[]): { name: string; text: string }[] {
  // Names of objects' own machinery are none of a file for the library that writes archives.
  const taken = new Set(['__proto__']);
  const folders = new Set<string>();
  return files.map(({ name, text }) => {
    const parts = partsOf(name);
    const fits = (some: readonly string[]) => {
      const path = some.join('/').toLowerCase();
      // No file has the name of a folder, and no folder that of a file.
      return !taken.has(path) && !folders.has(path) && !foldersOf(some).some((folder) => taken.has(folder));
    };
    let free = parts;
    for (let n = 2; !fits(free); n += 1) free = [`${n}-${parts[0]}`, ...parts.slice(1)];
    taken.add(free.join('/').toLowerCase());
    for (const folder of foldersOf(free)) folders.add(folder);
    return { name: free.join('/'), text };
  });
}
