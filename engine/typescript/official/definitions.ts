/** Contract files hold definitions: what would read data or train when the file is imported is refused with its line. */
import type { CallExpression, Node } from 'estree';
import { walk } from 'estree-walker';
import type { CompiledModule } from '../code/compileModule.ts';
import { SourceError } from '../code/sourceError.ts';
import type { Placed } from '../code/syntax.ts';

/** Calls that read data, whatever they are called on. */
const READERS = new Set(['readRows', 'readText', 'readTable', 'readFrame', 'readCSV', 'fetch']);
/** Methods that train. */
const TRAINERS = new Set(['fit', 'fitDataset', 'trainOnBatch', 'minimize', 'applyGradients']);

/**
 * Refuses a module that reads data or trains on import.
 * @param contract names of the contract functions: calling one at the top of a file is running the pipeline.
 * @throws SourceError `import-reads` or `import-trains` by its name, with file and line.
 */
export function checkDefinitions(
  file: string,
  { syntax }: CompiledModule,
  lineOf: (at: number) => number,
  contract: ReadonlySet<string>,
): void {
  walk(syntax.program, {
    enter(node: Node) {
      if (/Function/.test(node.type) || node.type === 'PropertyDefinition' || node.type === 'MethodDefinition') {
        this.skip();
        return;
      }
      if (node.type !== 'CallExpression') return;
      const { own, name } = called(node);
      const line = lineOf((node as Placed<Node>).start);
      const place = `${file} line ${line}`;
      if (READERS.has(name)) {
        const message = `${place} reads data on import (${name}): this file holds definitions only; read it in load`;
        throw new SourceError(file, line, message, 'import-reads');
      }
      if ((!own && TRAINERS.has(name)) || (own && contract.has(name))) {
        const message = `${place} runs ${name} on import: this file holds definitions only; keep it in a function or move it to explore.ts`;
        throw new SourceError(file, line, message, 'import-trains');
      }
    },
  });
}

/** What is called: a name that the file declares, or a method. */
function called({ callee }: CallExpression): { own: boolean; name: string } {
  if (callee.type === 'Identifier') return { own: true, name: callee.name };
  if (callee.type === 'MemberExpression' && callee.property.type === 'Identifier')
    return { own: false, name: callee.property.name };
  return { own: false, name: '' };
}
