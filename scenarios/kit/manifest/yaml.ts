/** YAML by an author: parsed without surprises, checked by a schema, every mistake with file, line and column. */
import { isMap, isScalar, LineCounter, type Node, type Pair, parseDocument } from 'yaml';
import type { z } from 'zod';
import { AuthoringError, type Place, together } from './error.ts';

const MOST_BYTES = 256 * 1024;
const MOST_ALIASES = 50;

/** A file that was read, and where in it each key and value is. */
export interface PlacedYaml<Value> {
  value: Value;
  /** Place of the key (in a map) or item that a path leads to; of the nearest parent where it is missing. */
  at(path: readonly PropertyKey[]): Place;
}

/**
 * Parses and checks a file. Throws one {@link AuthoringError} for the first mistake, which holds the others.
 *
 * @param path the path shown in errors
 */
export function parseYaml<Schema extends z.ZodType>(path: string, text: string, schema: Schema): z.infer<Schema> {
  return parsePlacedYaml(path, text, schema).value;
}

/** {@link parseYaml} for those who will have more to say about the file. */
export function parsePlacedYaml<Schema extends z.ZodType>(
  path: string,
  text: string,
  schema: Schema,
): PlacedYaml<z.infer<Schema>> {
  if (Buffer.byteLength(text) > MOST_BYTES) throw new AuthoringError(`larger than ${MOST_BYTES} bytes`, { path });
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, strict: true, merge: false });
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { path, line, column: col };
  };
  const broken = document.errors.map(
    ({ message, pos }) => new AuthoringError(message.split('\n')[0] as string, placeAt(pos[0])),
  );
  if (isSome(broken)) throw together(broken);
  const at = (steps: readonly PropertyKey[]) => placeAt(offsetOf(document.contents, steps));
  const parsed = schema.safeParse(document.toJS({ maxAliasCount: MOST_ALIASES }));
  if (parsed.success) return { value: parsed.data, at };
  const mistakes = parsed.error.issues.flatMap((issue) => {
    const name = issue.path.map(String).join('.');
    const mistake = (message: string, steps: readonly PropertyKey[]) =>
      new AuthoringError(name ? `${name}: ${message}` : message, at(steps));
    if (issue.code !== 'unrecognized_keys') return [mistake(issue.message, issue.path)];
    return issue.keys.map((key) => mistake(`unknown key "${key}"`, [...issue.path, key]));
  });
  mistakes.sort((a, b) => (a.place.line ?? 0) - (b.place.line ?? 0) || (a.place.column ?? 0) - (b.place.column ?? 0));
  throw together(mistakes as [AuthoringError, ...AuthoringError[]]);
}

function isSome<Item>(items: Item[]): items is [Item, ...Item[]] {
  return items.length > 0;
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
