/**
 * Which names of a program mean a name of its top level: the part of scope analysis that rewriting needs.
 * Blocks, functions, classes, loops, `catch` and `switch` open scopes; `var` and function declarations go where
 * ECMAScript hoists them (ECMA-262, 8.2 and 14.2).
 */
import type { Identifier, Node, Pattern, Program } from 'estree';
import { walk } from 'estree-walker';
import isReference from 'is-reference';
import type { Placed } from './syntax.ts';

/** A use of a name that is not declared inside the program's inner scopes. */
export interface Use {
  name: string;
  start: number;
  end: number;
  /** `{ name }` in an object or a pattern: what replaces it has to say the key again. */
  shorthand: boolean;
  /** The operand of `typeof`, which may be a name that is nowhere. */
  typeof: boolean;
  /** Called directly: `name(…)`. */
  called: boolean;
  /** Assigned to, also within a pattern. */
  written: boolean;
  /** Begins a statement of a list: a parenthesis in its place would go on with the line before. */
  leads: boolean;
}

const isFunction = (node: Node): boolean =>
  node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression' || node.type === 'ArrowFunctionExpression';

/** What holds a list of statements. */
const LISTS = new Set(['Program', 'BlockStatement', 'StaticBlock', 'SwitchCase']);

const OPENS = new Set([
  'BlockStatement',
  'ForStatement',
  'ForInStatement',
  'ForOfStatement',
  'CatchClause',
  'SwitchStatement',
  'StaticBlock',
  'ClassDeclaration',
  'ClassExpression',
  'FunctionDeclaration',
  'FunctionExpression',
  'ArrowFunctionExpression',
]);

/** Names that a pattern declares. */
export function patternNames(pattern: Pattern | null): string[] {
  if (!pattern) return [];
  switch (pattern.type) {
    case 'Identifier':
      return [pattern.name];
    case 'ObjectPattern':
      return pattern.properties.flatMap((part) => patternNames(part.type === 'Property' ? part.value : part.argument));
    case 'ArrayPattern':
      return pattern.elements.flatMap(patternNames);
    case 'AssignmentPattern':
      return patternNames(pattern.left);
    case 'RestElement':
      return patternNames(pattern.argument);
    default:
      return [];
  }
}

/** Scope node -> names declared in it; those of the program are among them. */
type Scopes = Map<Node, Set<string>>;

function declare(program: Program): Scopes {
  const names = new Map<Node, Set<string>>([[program, new Set()]]);
  const open: Node[] = [program];
  const add = (scope: Node | undefined, found: readonly string[]): void => {
    for (const name of found) names.get(scope as Node)?.add(name);
  };
  const functionScope = (): Node => open.findLast((node) => isFunction(node) || node.type === 'StaticBlock') ?? program;
  walk(program, {
    enter(node, parent) {
      if (node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration') {
        if (node.id) add(open.at(-1), [node.id.name]);
      } else if (node.type === 'VariableDeclaration') {
        const found = node.declarations.flatMap(({ id }) => patternNames(id));
        add(node.kind === 'var' ? functionScope() : open.at(-1), found);
      } else if (
        node.type === 'ImportSpecifier' ||
        node.type === 'ImportDefaultSpecifier' ||
        node.type === 'ImportNamespaceSpecifier'
      ) {
        add(program, [node.local.name]);
      }
      if (!OPENS.has(node.type)) return;
      // A function's body shares the scope of its parameters.
      if (node.type === 'BlockStatement' && parent && isFunction(parent)) return;
      names.set(node, new Set());
      open.push(node);
      if ('params' in node) add(node, node.params.flatMap(patternNames));
      if (node.type === 'CatchClause') add(node, patternNames(node.param));
      if ((node.type === 'FunctionExpression' || node.type === 'ClassExpression') && node.id) add(node, [node.id.name]);
    },
    leave(node) {
      if (open.at(-1) === node) open.pop();
    },
  });
  return names;
}

/** Names that the top level of a program declares, imports among them. */
export function topNames(program: Program): Set<string> {
  return declare(program).get(program) ?? new Set();
}

/** Every use of a name that no inner scope declares, in the order of the text. Declarations count as uses. */
export function topUses(program: Program): Use[] {
  const names = declare(program);
  const above: Node[] = [];
  const uses: Use[] = [];
  const hidden = (name: string): boolean => above.some((node) => node !== program && names.get(node)?.has(name));
  walk(program, {
    enter(node, parent, key) {
      if (node.type === 'Identifier' && parent && isUse(node, parent, key as string) && !isHidden(node, parent, key)) {
        uses.push(asUse(node as Placed<Identifier>, above, key as string));
      }
      above.push(node);
    },
    leave() {
      above.pop();
    },
  });
  return uses.sort((a, b) => a.start - b.start);

  /** The name of a declared function or class belongs to the scope around it, not to the one it opens. */
  function isHidden(node: Identifier, parent: Node, key: unknown): boolean {
    if (!isDeclarationName(parent, key)) return hidden(node.name);
    const own = above.pop() as Node;
    const answer = hidden(node.name);
    above.push(own);
    return answer;
  }
}

const isDeclarationName = (parent: Node, key: unknown): boolean =>
  (parent.type === 'FunctionDeclaration' || parent.type === 'ClassDeclaration') && key === 'id';

function isUse(node: Identifier, parent: Node, key: string): boolean {
  if (/^(Import|Export)\w*Specifier$/.test(parent.type)) return false;
  // Key and value of `{ name }` are the same node; the value is taken.
  if (parent.type === 'Property' && parent.shorthand && key === 'key') return false;
  if (isDeclarationName(parent, key)) return true;
  return isReference(node, parent as never) || isTarget(parent, key);
}

/** What a pattern assigns to or declares. */
function isTarget(parent: Node, key: string): boolean {
  return (
    parent.type === 'ArrayPattern' ||
    parent.type === 'RestElement' ||
    (parent.type === 'VariableDeclarator' && key === 'id') ||
    (parent.type === 'AssignmentPattern' && key === 'left')
  );
}

/** `above`: the nodes around the name, the innermost last. */
function asUse({ name, start, end }: Placed<Identifier>, above: readonly Node[], key: string): Use {
  const parent = above.at(-1) as Node;
  const around = above.at(-2);
  const withDefault = parent.type === 'AssignmentPattern' && key === 'left';
  const property = withDefault ? around : parent;
  return {
    name,
    start,
    end,
    shorthand: property?.type === 'Property' && property.shorthand,
    typeof: parent.type === 'UnaryExpression' && parent.operator === 'typeof',
    called: parent.type === 'CallExpression' && key === 'callee',
    written:
      isTarget(parent, key) ||
      (parent.type === 'Property' && around?.type === 'ObjectPattern') ||
      ((parent.type === 'AssignmentExpression' ||
        parent.type === 'ForInStatement' ||
        parent.type === 'ForOfStatement') &&
        key === 'left') ||
      parent.type === 'UpdateExpression',
    leads: above.some(
      (node, at) =>
        node.type === 'ExpressionStatement' &&
        (node as Placed<Node>).start === start &&
        LISTS.has(above[at - 1]?.type ?? ''),
    ),
  };
}
