/** YAML by an author: parsed without surprises, checked by a schema, every mistake with file, line and column. */
import { isMap, isScalar, LineCounter, type Node, type Pair, parseDocument } from 'yaml';
import type { z } from 'zod';
import { AuthoringError, formatPlace } from './error.ts';

const MOST_BYTES = 256 * 1024;
const MOST_ALIASES = 50;

/**
 * Parses and checks a file. Throws one {@link AuthoringError} for the first mistake; its message lists the others.
 *
 * @param path the path shown in errors
 */
export function parseYaml<Schema extends z.ZodType>(path: string, text: string, schema: Schema): z.infer<Schema> {
  if (Buffer.byteLength(text) > MOST_BYTES) throw new AuthoringError(`larger than ${MOST_BYTES} bytes`, { path });
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, strict: true, merge: false });
  const placeAt = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { path, line, column: col };
  };
  const broken = document.errors[0];
  if (broken) throw new AuthoringError(broken.message.split('\n')[0] as string, placeAt(broken.pos[0]));
  const parsed = schema.safeParse(document.toJS({ maxAliasCount: MOST_ALIASES }));
  if (parsed.success) return parsed.data;
  const told = parsed.error.issues.flatMap((issue) => {
    const name = issue.path.map(String).join('.');
    const tell = (message: string, at: readonly PropertyKey[]) =>
      new AuthoringError(name ? `${name}: ${message}` : message, placeAt(offsetOf(document.contents, at)));
    if (issue.code !== 'unrecognized_keys') return [tell(issue.message, issue.path)];
    return issue.keys.map((key) => tell(`unknown key "${key}"`, [...issue.path, key]));
  });
  told.sort((a, b) => (a.place.line ?? 0) - (b.place.line ?? 0) || (a.place.column ?? 0) - (b.place.column ?? 0));
  const [first, ...others] = told as [AuthoringError, ...AuthoringError[]];
  if (others.length === 0) throw first;
  const bare = first.message.slice(formatPlace(first.place).length + 2);
  throw new AuthoringError([bare, ...others.map((other) => other.message)].join('\n'), first.place);
}

/** Offset of the key (in a map) or item that a path leads to; of the nearest parent where it is missing. */
function offsetOf(root: unknown, path: readonly PropertyKey[]): number {
  let node = root;
  let offset = startOf(root) ?? 0;
  for (const step of path) {
    if (isMap(node)) {
      const pair: Pair | undefined = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
      if (!pair) return offset;
      offset = startOf(pair.key) ?? offset;
      node = pair.value;
    } else if (node && typeof node === 'object' && 'items' in node && Array.isArray(node.items)) {
      node = node.items[Number(step)];
      offset = startOf(node) ?? offset;
    } else return offset;
  }
  return offset;
}

function startOf(node: unknown): number | undefined {
  return (node as Node | null)?.range?.[0];
}
