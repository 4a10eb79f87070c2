/** Counts the numbers and texts in a candidate's TypeScript. */
import type { Node, Property, TaggedTemplateExpression, TemplateLiteral } from 'acorn';
import { type CodeFile, children, isNode, readCode, spelled } from './code.ts';
import { Tally, textBytes } from './tally.ts';

/**
 * Numbers and texts that are written into code. Weights pasted as literals count like any others:
 *
 * - numbers 1, whole numbers with `n` 1 per 64 bits, texts, parts of templates and patterns 1 per 8 bytes, the keys of
 *   objects as text
 * - each distinct one once per file, however often it is written
 * - but within array and object literals, and among more than eight arguments, numbers, true, false, null and
 *   holes count each time, and a repeated text as one number: there the order carries information
 * - comments, names up to 64 bytes, types, directives and what is imported from where do not count
 */
export function countLiterals(files: Readonly<Record<string, string>>, entries: readonly string[]): Tally {
  return literalsOf(readCode(files, entries));
}

/** {@link countLiterals} of code that is read already. */
export function literalsOf(code: readonly CodeFile[]): Tally {
  const tally = new Tally();
  for (const { file, program } of code) new Counter(tally, `${file} literals`).run(program);
  return tally;
}

const MOST_ARGUMENTS = 8;
const MOST_NAME_BYTES = 64;
const FUNCTION = /Function|^Class/;

interface Visit {
  node: Node;
  /** Within data: every literal carries information, repeated or not. */
  data: boolean;
}

/** Fields of acorn's nodes as far as counting reads them. */
type Fields = Node & {
  value?: unknown;
  bigint?: string;
  regex?: { pattern: string; flags: string };
  name?: string;
  arguments?: Node[];
  elements?: (Node | null)[];
  properties?: Node[];
  directive?: string;
  source?: Node | null;
  attributes?: Node[];
};

class Counter {
  #tally: Tally;
  #path: string;
  #seen = new Set<string>();
  #waiting: Visit[] = [];

  constructor(tally: Tally, path: string) {
    this.#tally = tally;
    this.#path = path;
  }

  run(root: Node): void {
    this.#waiting.push({ node: root, data: false });
    for (let next = this.#waiting.pop(); next; next = this.#waiting.pop()) this.#visit(next.node as Fields, next.data);
  }

  #go(node: Node | null | undefined, data: boolean): void {
    if (node) this.#waiting.push({ node, data });
  }

  #below(node: Node, data: boolean): void {
    // The last in is the first out: reversed, the order is that of the text.
    for (const child of [...children(node)].reverse()) this.#go(child, data);
  }

  #scalar(key: string, count: number, data: boolean): void {
    if (!data && this.#seen.has(key)) return;
    this.#seen.add(key);
    this.#tally.add('scalar', this.#path, count);
  }

  #text(text: string, data: boolean): void {
    const key = `"${text}`;
    if (!this.#seen.has(key)) {
      this.#seen.add(key);
      this.#tally.add('text', this.#path, textBytes(text));
    } else if (data) this.#tally.add('scalar', this.#path, 1);
  }

  #visit(node: Fields, data: boolean): void {
    switch (node.type) {
      case 'Literal':
        this.#literal(node, data);
        return;
      case 'TemplateLiteral':
        this.#template(node as Node as TemplateLiteral, data, false);
        return;
      case 'TaggedTemplateExpression': {
        const { tag, quasi } = node as Node as TaggedTemplateExpression;
        this.#template(quasi, data, true);
        this.#go(tag, data);
        return;
      }
      case 'ArrayExpression':
        for (const item of node.elements ?? []) if (item === null) this.#scalar('hole', 1, true);
        this.#below(node, true);
        return;
      case 'ObjectExpression':
        for (const property of [...(node.properties ?? [])].reverse()) this.#property(property);
        return;
      case 'CallExpression':
      case 'NewExpression':
        this.#below(node, data || (node.arguments?.length ?? 0) > MOST_ARGUMENTS);
        return;
      case 'ImportDeclaration':
        return;
      case 'ImportExpression':
      case 'ExportNamedDeclaration':
      case 'ExportAllDeclaration':
        this.#below(spelled(node.source) === null ? node : { ...node, source: null, attributes: [] }, data);
        return;
      case 'ExpressionStatement':
        if (node.directive === undefined) this.#below(node, data);
        return;
      case 'Identifier':
      case 'PrivateIdentifier':
        if (node.name && textBytes(node.name) > MOST_NAME_BYTES) this.#text(node.name, false);
        return;
      default:
        this.#below(node, data && !FUNCTION.test(node.type));
    }
  }

  #literal({ value, bigint, regex }: Fields, data: boolean): void {
    if (regex) this.#text(`${regex.pattern}/${regex.flags}`, data);
    else if (bigint !== undefined) {
      const digits = BigInt(bigint).toString(16);
      this.#scalar(`${digits}n`, Math.max(1, Math.ceil(bitsOf(digits) / 64)), data);
    } else if (typeof value === 'string') this.#text(value, data);
    else if (typeof value === 'number') this.#scalar(String(value), 1, data);
    else if (data) this.#scalar('constant', 1, true);
  }

  /** A tag sees the text as written, too. */
  #template({ quasis, expressions }: TemplateLiteral, data: boolean, tagged: boolean): void {
    for (const { value } of quasis) {
      const text = tagged ? value.raw : (value.cooked ?? value.raw);
      if (text !== '') this.#text(text, data);
    }
    for (const expression of [...expressions].reverse()) this.#go(expression, data);
  }

  #property(property: Node): void {
    if (property.type !== 'Property') {
      this.#below(property, true);
      return;
    }
    const { key, value, computed } = property as Property;
    this.#go(value, true);
    if (computed) this.#go(key, true);
    else if (key.type === 'Identifier') this.#text(key.name, false);
    else if (isNode(key)) this.#text(String((key as Fields).value), false);
  }
}

/** Bits of a whole number in hexadecimal digits. */
function bitsOf(digits: string): number {
  return (digits.length - 1) * 4 + (32 - Math.clz32(Number.parseInt(digits[0] as string, 16)));
}
