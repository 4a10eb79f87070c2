/** The candidate's TypeScript as syntax trees of JavaScript: types are gone, lines stay. */
import { type Comment, type Node, type Program, parse } from 'acorn';
import { transform } from 'sucrase';
import { PayloadError } from '../error.ts';

/** One file that the contract reaches. */
export interface CodeFile {
  file: string;
  /** What runs: JavaScript without comments, on the lines of the file. */
  text: string;
  program: Program;
}

/** Characters of all files together; more is no program that somebody wrote. */
const MOST_CHARS = 1024 * 1024;

function refuse(file: string, error: unknown): never {
  if (error instanceof RangeError) throw new PayloadError('bad-code', `${file} nests too deeply to be read`);
  if (!(error instanceof Error)) throw error;
  const { loc, message } = error as Error & { loc?: { line?: number } };
  const why = message.replace(/^Error transforming [^:]*: /, '').replace(/ \(\d+:\d+\)$/, '');
  const line = typeof loc?.line === 'number' ? ` line ${loc.line}` : '';
  throw new PayloadError('bad-code', `${file}${line}: ${why.slice(0, 300)}`);
}

/** A text without its comments; a line that one of them ended is still there. */
function without(comments: readonly Comment[], text: string): string {
  let kept = '';
  let done = 0;
  for (const { start, end } of comments) {
    // A space, for what stood on both sides.
    kept += `${text.slice(done, start)} ${text.slice(start, end).replace(/[^\r\n\u2028\u2029]+/g, '')}`;
    done = end;
  }
  return kept + text.slice(done);
}

/** A file's text and tree; null where it is none and need not be. */
function readFile(file: string, text: string, needed: boolean): CodeFile | null {
  try {
    // Imports that nothing uses stay: a module runs all the same when it is imported.
    const options = { transforms: ['typescript' as const], disableESTransforms: true, keepUnusedImports: true };
    const { code } = transform(text, options);
    const comments: Comment[] = [];
    const program = parse(code, { ecmaVersion: 'latest', sourceType: 'module', onComment: comments });
    return { file, text: without(comments, code), program };
  } catch (error) {
    return needed ? refuse(file, error) : null;
  }
}

/** Nodes below a node, in the order of the text. */
export function* children(node: Node): Generator<Node | null> {
  for (const value of Object.values(node)) {
    if (Array.isArray(value)) {
      for (const item of value) if (item === null || isNode(item)) yield item;
    } else if (isNode(value)) yield value;
  }
}

/** Whether a field of a node is a node. */
export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';
}

/** The text that an expression spells out, or null. */
export function spelled(node: unknown): string | null {
  if (!isNode(node)) return null;
  const { type, value, quasis } = node as Node & { value?: unknown; quasis?: { value: { cooked?: string | null } }[] };
  if (type === 'Literal' && typeof value === 'string') return value;
  return type === 'TemplateLiteral' && quasis?.length === 1 ? (quasis[0]?.value.cooked ?? null) : null;
}

/** What a file imports: names as written, null for an import whose name is worked out when it runs. */
function importsOf(program: Program): (string | null)[] {
  const found: (string | null)[] = [];
  const waiting: Node[] = [program];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    const source = (node as Node & { source?: unknown }).source;
    if (node.type === 'ImportExpression') found.push(spelled(source));
    else if (/^(Import|ExportNamed|ExportAll)Declaration$/.test(node.type) && source) found.push(spelled(source));
    for (const child of children(node)) if (child) waiting.push(child);
  }
  return found;
}

/** Files that a relative import may mean: as written, with the ending left out, or with that of the compiled file. */
function namesOf(from: string, specifier: string): string[] {
  if (!/^\.\.?\//.test(specifier)) return [];
  const parts = from.split('/').slice(0, -1);
  for (const part of specifier.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  const name = parts.join('/');
  return [name, `${name}.ts`, name.replace(/\.js$/, '.ts')];
}

/**
 * The contract's files and every file that they import, directly or not. An import whose name is worked out when it
 * runs reaches every file that is a program. Files that nobody imports are left out: they never run in an official run.
 * @throws PayloadError `bad-code` with file and line where one is missing or does not parse, `too-large`.
 */
export function readCode(files: Readonly<Record<string, string>>, entries: readonly string[]): CodeFile[] {
  const known = new Map(Object.entries(files));
  const missing = entries.find((entry) => !known.has(entry));
  if (missing !== undefined) throw new PayloadError('bad-code', `${missing} is missing`);
  const named = new Set(entries);
  const reached = new Set(entries);
  const read: CodeFile[] = [];
  let chars = 0;
  // A set walks on to what is added while it is walked.
  for (const file of reached) {
    const text = known.get(file) as string;
    chars += text.length;
    if (chars > MOST_CHARS) {
      throw new PayloadError('too-large', `the code has more than ${MOST_CHARS} characters, ${file} included`);
    }
    const one = readFile(file, text, named.has(file));
    if (!one) continue;
    read.push(one);
    for (const specifier of importsOf(one.program)) {
      const found = (specifier === null ? [...known.keys()] : namesOf(file, specifier)).filter((name) =>
        known.has(name),
      );
      for (const name of found) reached.add(name);
      if (specifier !== null) for (const name of found) named.add(name);
    }
  }
  return read;
}

/** Names by which a topology may refer to classes of these files: the class name and `static className`. */
export function ownClasses(code: readonly CodeFile[]): string[] {
  const names = new Set<string>();
  const waiting: Node[] = code.map(({ program }) => program);
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    const { type, id, key, value } = node as Node &
      Record<'id' | 'key' | 'value', { name?: string } | null | undefined>;
    if ((type === 'ClassDeclaration' || type === 'ClassExpression') && id?.name) names.add(id.name);
    if ((type === 'PropertyDefinition' || type === 'MethodDefinition') && key?.name === 'className') {
      const name = spelled(value) ?? returned(value);
      if (name !== null) names.add(name);
    }
    for (const child of children(node)) if (child) waiting.push(child);
  }
  return [...names];
}

/** The text that a getter of one statement gives. */
function returned(fn: unknown): string | null {
  const body = (fn as { body?: { body?: unknown } } | null)?.body?.body;
  const first = Array.isArray(body) ? (body[0] as { type?: string; argument?: unknown } | undefined) : undefined;
  return first?.type === 'ReturnStatement' ? spelled(first.argument) : null;
}
