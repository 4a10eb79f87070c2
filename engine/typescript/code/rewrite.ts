/** Pieces of rewriting that modules and cells share: imports, exports, uses of names. */
import type {
  ExportAllDeclaration,
  ExportDefaultDeclaration,
  ExportNamedDeclaration,
  Identifier,
  ImportDeclaration,
  Literal,
  Node,
  Program,
} from 'estree';
import { walk } from 'estree-walker';
import type MagicString from 'magic-string';
import { patternNames, type Use } from './scope.ts';
import type { Placed } from './syntax.ts';

/** One imported name: `import { of as local } from 'source'`; `of` is `*` for the whole module. */
export interface ImportedName {
  local: string;
  of: string;
  source: string;
}

/** Name of the parameter through which rewritten code reaches its module's loader. */
export const LINK = '$holdout';

/** What an import or export names: an identifier or a text. */
const nameOf = (node: Identifier | Literal): string => (node.type === 'Identifier' ? node.name : String(node.value));

/** Names and sources of a program's static imports; each source once, in order. */
export function importsOf(program: Program): { names: ImportedName[]; sources: string[] } {
  const names: ImportedName[] = [];
  const sources: string[] = [];
  for (const node of program.body) {
    if (!('source' in node) || !node.source) continue;
    const source = String(node.source.value);
    if (!sources.includes(source)) sources.push(source);
    if (node.type !== 'ImportDeclaration') continue;
    for (const part of node.specifiers) {
      const of =
        part.type === 'ImportDefaultSpecifier'
          ? 'default'
          : part.type === 'ImportNamespaceSpecifier'
            ? '*'
            : nameOf(part.imported);
      names.push({ local: part.local.name, of, source });
    }
  }
  return { names, sources };
}

/** Replaces a stretch of code by blanks, so that what follows stays on its line. */
export function blank(text: MagicString, code: string, { start, end }: { start: number; end: number }): void {
  const kept = code.slice(start, end).replace(/[^\n]/g, '');
  if (start < end) text.overwrite(start, end, kept === '' ? ' ' : kept);
}

/** Sends `import(…)` to the loader and leaves `import.meta` without an address. */
export function rewriteDynamic(text: MagicString, program: Program): void {
  walk(program, {
    enter(node: Node) {
      const { start, end } = node as Placed<Node>;
      if (node.type === 'ImportExpression') text.overwrite(start, start + 'import'.length, `${LINK}.import`);
      else if (node.type === 'MetaProperty' && node.meta.name === 'import') text.overwrite(start, end, '({})');
    },
  });
}

/**
 * Replaces a use by `to`: with its key where the use is both key and value, and without making it a method call.
 * `safe`: the code before it ends with a punctuation mark, so that no semicolon is needed.
 */
export function replaceUse(text: MagicString, use: Use, to: string, safe = false): void {
  const { start, end, name, shorthand, called, leads } = use;
  const apart = leads && !safe ? ';' : '';
  text.overwrite(start, end, shorthand ? `${name}: ${to}` : called ? `${apart}(0, ${to})` : to);
}

type ExportNode = Placed<ExportNamedDeclaration | ExportDefaultDeclaration | ExportAllDeclaration>;

/** Exports of a module by name: the expression that gives the value, or another module's name. */
export interface Exported {
  name: string;
  /** A local name, or `of` another module's `source`; `*` for all of it. */
  local: string | null;
  of: string | null;
  source: string | null;
}

/** Name of the variable that holds an expression which a module exports as default. */
export const DEFAULT_LOCAL = '$default';

/** What one export statement exports. */
export function exportsOf(node: ExportNode): Exported[] {
  if (node.type === 'ExportAllDeclaration') {
    const name = node.exported ? nameOf(node.exported) : '*';
    return [{ name, local: null, of: '*', source: String(node.source.value) }];
  }
  if (node.type === 'ExportDefaultDeclaration') {
    const { declaration } = node;
    const named = 'id' in declaration && declaration.id && declaration.type.endsWith('Declaration');
    return [{ name: 'default', local: named ? (declaration.id?.name ?? null) : DEFAULT_LOCAL, of: null, source: null }];
  }
  if (node.declaration) {
    const { declaration } = node;
    const names =
      declaration.type === 'VariableDeclaration'
        ? declaration.declarations.flatMap(({ id }) => patternNames(id))
        : [declaration.id.name];
    return names.map((name) => ({ name, local: name, of: null, source: null }));
  }
  const source = node.source ? String(node.source.value) : null;
  return node.specifiers.map(({ local, exported }) => ({
    name: nameOf(exported),
    local: source === null ? nameOf(local) : null,
    of: source === null ? null : nameOf(local),
    source,
  }));
}

/** Whether a statement is an import. */
export const isImport = (node: Node): node is Placed<ImportDeclaration> => node.type === 'ImportDeclaration';

/** Whether a statement exports something. */
export const isExport = (node: Node): node is ExportNode => /^Export(Named|Default|All)Declaration$/.test(node.type);
