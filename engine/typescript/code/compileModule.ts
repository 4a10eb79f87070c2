/**
 * A file of the work as a function that its loader calls: imports become live reads of other modules, exports become
 * getters. Lines stay where they are, comments go (a function's text can be read, and comments would hide what counts).
 */
import MagicString from 'magic-string';
import type { Emitted } from '../../contract/emitted.ts';
import {
  blank,
  DEFAULT_LOCAL,
  type Exported,
  exportsOf,
  type ImportedName,
  importsOf,
  isExport,
  isImport,
  LINK,
  replaceUse,
  rewriteDynamic,
} from './rewrite.ts';
import { topNames, topUses } from './scope.ts';
import { type Placed, parseEmitted, type Syntax } from './syntax.ts';

/** A module ready to be evaluated. */
export interface CompiledModule {
  /** An expression: `async ($holdout) => { … }`. */
  expression: string;
  /** What it imports, each once, in order. */
  sources: string[];
  /** Names it imports; `at` is the place of `source` among `sources`. */
  names: (ImportedName & { at: number })[];
  syntax: Syntax;
}

/**
 * Compiles one file.
 * @throws SourceError with the file's line where it does not parse.
 */
export function compileModule(file: string, emitted: Emitted): CompiledModule {
  const { code } = emitted;
  const syntax = parseEmitted(file, emitted);
  const { program, comments } = syntax;
  const text = new MagicString(code);
  const { names, sources } = importsOf(program);
  const imported = new Map(names.map((name) => [name.local, name]));
  const exported: Exported[] = [];
  for (const statement of program.body) {
    const node = statement as Placed<typeof statement>;
    if (isImport(node)) blank(text, code, node);
    else if (isExport(node)) {
      exported.push(...exportsOf(node));
      unwrap(text, code, node);
    }
  }
  for (const use of topUses(program)) {
    const name = imported.get(use.name);
    if (!name) continue;
    const module = `${LINK}.from[${sources.indexOf(name.source)}]`;
    replaceUse(text, use, name.of === '*' ? module : `${module}[${JSON.stringify(name.of)}]`);
  }
  rewriteDynamic(text, program);
  for (const comment of comments) if (!within(program.body.filter(isImport), comment)) blank(text, code, comment);
  const withPlace = names.map((name) => ({ ...name, at: sources.indexOf(name.source) }));
  const own = [...topNames(program)].filter((name) => !imported.has(name));
  const head = `async (${LINK}) => { "use strict"; ${LINK}.exports(${getters(exported, imported, sources)}); `;
  const state = `${LINK}.state(() => ({ ${own.join(', ')} }));`;
  return { expression: `${head}${text.toString()}\n${state} }`, sources, names: withPlace, syntax };
}

const within = (nodes: readonly unknown[], at: { start: number; end: number }): boolean =>
  (nodes as Placed<object>[]).some(({ start, end }) => start <= at.start && at.end <= end);

/** Takes the `export` off a statement. */
function unwrap(text: MagicString, code: string, node: Parameters<typeof exportsOf>[0]): void {
  const declaration = 'declaration' in node ? (node.declaration as Placed<object> | null) : null;
  if (!declaration) {
    blank(text, code, node);
    return;
  }
  const named = exportsOf(node)[0]?.local !== DEFAULT_LOCAL;
  text.overwrite(node.start, declaration.start, named ? '' : `const ${DEFAULT_LOCAL} = `);
}

function getters(
  exported: readonly Exported[],
  imported: ReadonlyMap<string, { of: string; source: string }>,
  sources: readonly string[],
): string {
  const read = (of: string, source: string): string => {
    const module = `${LINK}.from[${sources.indexOf(source)}]`;
    return of === '*' ? module : `${module}[${JSON.stringify(of)}]`;
  };
  const entries = exported.map(({ name, local, of, source }) => {
    if (name === '*') return `...${LINK}.all(${sources.indexOf(source ?? '')})`;
    const through = local === null ? null : imported.get(local);
    const value = through ? read(through.of, through.source) : (local ?? read(of ?? '', source ?? ''));
    return `${JSON.stringify(name)}: () => ${value}`;
  });
  return `{ ${entries.join(', ')} }`;
}
