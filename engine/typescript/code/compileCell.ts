/**
 * A cell, a selection or a whole file as a run: what it declares at its top outlives it, and the last expression of each cell is
 * shown. Names live on one object, so that a function of an earlier cell sees what a later one assigns.
 */
import type { Expression, Node, Program, VariableDeclaration, VariableDeclarator } from 'estree';
import { walk } from 'estree-walker';
import MagicString from 'magic-string';
import type { Emitted } from '../../contract/emitted.ts';
import { sourceLine } from './emit.ts';
import {
  blank,
  type ImportedName,
  importsOf,
  isExport,
  isImport,
  LINK,
  replaceUse,
  rewriteDynamic,
} from './rewrite.ts';
import { topNames, topUses } from './scope.ts';
import { type Placed, parseEmitted } from './syntax.ts';

interface CompiledCell {
  /** An expression: `async ($holdout, $scope) => { … }`. */
  expression: string;
  imports: ImportedName[];
  sources: string[];
  /** Names it declares or imports. */
  names: string[];
}

interface CellContext {
  /** 1-based line of the file at which the code begins. */
  startLine: number;
  /** 1-based lines of the code that begin a cell. */
  marks: readonly number[];
  /** Names of earlier runs. */
  known: ReadonlySet<string>;
  /** Whether the worker itself has a name. */
  isGlobal: (name: string) => boolean;
}

const SCOPE = '$scope';

/**
 * Compiles what is run. A name that is neither known nor global is looked up when it is used, so that a function may call
 * what a later cell defines.
 * @throws SourceError with the file's line where it does not parse.
 */
export function compileCell(file: string, emitted: Emitted, context: CellContext): CompiledCell {
  const { startLine, marks, known, isGlobal } = context;
  const { code } = emitted;
  const { program } = parseEmitted(file, emitted, startLine);
  const text = new MagicString(code);
  const { names: imports, sources } = importsOf(program);
  const own = topNames(program);
  const kept = new Set<number>();
  const hoisted: string[] = [];
  const valuesAt = new Set<number>();
  const body = program.body as Placed<Node>[];
  const ends = cellEnds(body, emitted, marks);
  for (const [at, node] of body.entries()) {
    const inner = isImport(node) ? clear(text, code, node) : isExport(node) ? bare(text, code, node) : node;
    if (inner?.type === 'FunctionDeclaration' && inner.id) {
      hoisted.push(inner.id.name);
      kept.add((inner.id as Placed<Node>).start);
    } else if (inner?.type === 'ClassDeclaration' && inner.id) {
      kept.add((inner.id as Placed<Node>).start);
      text.appendLeft(inner.start, `${SCOPE}.${inner.id.name} = `).appendRight(inner.end, ';');
    } else if (inner?.type === 'ExpressionStatement' && ends.has(at) && isValue(inner.expression)) {
      valuesAt.add(inner.start);
      const hasEnd = code[inner.end - 1] === ';';
      text.appendLeft(inner.start, `await ${LINK}.show((${LINK}.begin(), `);
      text.prependRight(hasEnd ? inner.end - 1 : inner.end, hasEnd ? '))' : '));');
    }
  }
  for (const use of topUses(program)) {
    if (kept.has(use.start)) continue;
    const safe = valuesAt.has(use.start);
    if (own.has(use.name) || known.has(use.name)) replaceUse(text, use, `${SCOPE}.${use.name}`, safe);
    else if (!use.written && !use.typeof && !isGlobal(use.name))
      replaceUse(text, use, `${LINK}.late(${JSON.stringify(use.name)})`, safe);
  }
  assignDeclared(text, program);
  rewriteDynamic(text, program);
  const first = hoisted.map((name) => `${SCOPE}.${name} = ${keep(name)}${name}); `).join('');
  const head = `async (${LINK}, ${SCOPE}) => { "use strict"; ${first}`;
  const padding = '\n'.repeat(startLine - 1);
  return { expression: `${padding}${head}${text.toString()}\n}`, imports, sources, names: [...own] };
}

/** Places in `body` of the last statement of each cell. A line inside a statement, as in a text of several lines, begins none. */
function cellEnds(body: readonly Placed<Node>[], emitted: Emitted, marks: readonly number[]): Set<number> {
  const { code } = emitted;
  const lineAt = (place: number): number => sourceLine(emitted, code.slice(0, place).split('\n').length);
  const ends = new Set<number>();
  for (const [at, node] of body.entries()) {
    const next = body[at + 1];
    const from = lineAt(node.end);
    const to = next ? lineAt(next.start) : Number.POSITIVE_INFINITY;
    if (!next || marks.some((mark) => mark > from && mark <= to)) ends.add(at);
  }
  return ends;
}

const keep = (name: string): string => `${LINK}.keep(${JSON.stringify(name)}, `;

/** An assignment's value is no news to who wrote it. */
const isValue = ({ type }: Expression): boolean => type !== 'AssignmentExpression' && type !== 'UpdateExpression';

function clear(text: MagicString, code: string, node: Placed<Node>): null {
  blank(text, code, node);
  return null;
}

/** Takes `export` off a statement; null where nothing is left of it. */
function bare(text: MagicString, code: string, node: Placed<Node>): Placed<Node> | null {
  const inner = 'declaration' in node ? (node.declaration as Placed<Node> | null) : null;
  if (!inner) return clear(text, code, node);
  const isDeclaration = inner.type.endsWith('Declaration') && (!('id' in inner) || inner.id !== null);
  text.overwrite(node.start, inner.start, isDeclaration ? '' : `${SCOPE}.default = `);
  return isDeclaration ? inner : null;
}

/** Turns declarations of the top level, and `var` of its blocks, into assignments. */
function assignDeclared(text: MagicString, program: Program): void {
  const above: Node[] = [];
  walk(program, {
    enter(node, parent) {
      if (/Function|Class|StaticBlock/.test(node.type)) {
        this.skip();
        return;
      }
      above.push(node);
      if (node.type !== 'VariableDeclaration') return;
      const atTop = parent === program || parent?.type === 'ExportNamedDeclaration';
      if (atTop || node.kind === 'var') assign(text, node as Placed<VariableDeclaration>, parent as Node);
    },
    leave() {
      above.pop();
    },
  });
}

const isNameless = (init: Expression | null | undefined): boolean =>
  init?.type === 'ArrowFunctionExpression' ||
  ((init?.type === 'FunctionExpression' || init?.type === 'ClassExpression') && !init.id);

function assign(text: MagicString, node: Placed<VariableDeclaration>, parent: Node): void {
  const inHead = /^For/.test(parent.type) && !('body' in parent && parent.body === (node as Node));
  const loops = inHead && parent.type !== 'ForStatement';
  const declarators = node.declarations as Placed<VariableDeclarator>[];
  const [first] = declarators;
  if (!first) return;
  const pattern = first.id.type !== 'Identifier';
  text.overwrite(node.start, first.start, pattern && !inHead ? ';' : ' ');
  for (const { id, init, start, end } of declarators) {
    if (loops) continue;
    if (id.type !== 'Identifier') text.prependRight(start, '(').appendLeft(end, ')');
    else if (!init) text.appendLeft(end, ' = undefined');
    else if (isNameless(init)) {
      text.prependRight((init as Placed<Expression>).start, keep(id.name)).appendLeft(end, ')');
    }
  }
}
