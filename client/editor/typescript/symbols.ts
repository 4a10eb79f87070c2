/** Names of TypeScript files, as the compiler's worker finds them. */
import type { Remote } from '../../compiler/answers.ts';
import { nameOf, pathOf } from '../../compiler/paths.ts';
import { service } from '../../compiler/service.ts';
import type { ProjectFiles } from '../../state/files.ts';
import type { Symbols } from '../symbols.ts';

/** Asks the worker, where it is loaded. */
async function ask<T>(question: (remote: Remote) => Promise<T>): Promise<T | null> {
  const now = service();
  return now
    ? now
        .synced()
        .then(question)
        .catch(() => null)
    : null;
}

/** The files are told by the names under which the compiler knows them. */
export function typescriptSymbols(projectFiles: ProjectFiles): Symbols {
  const fileOf = (path: string) => projectFiles.byName(nameOf(path) ?? '');
  return {
    async definition({ name }, offset) {
      const found = await ask((remote) => remote.definition(pathOf(name), offset));
      if (!found) return { kind: 'busy' };
      if (found.kind !== 'place') return found;
      const file = fileOf(found.path);
      return file ? { kind: 'place', file, start: found.start } : { kind: 'unknown' };
    },
    async uses({ name }, offset) {
      const found = await ask((remote) => remote.uses(pathOf(name), offset));
      if (!found) return { kind: 'refused', why: 'busy' };
      if (found.kind === 'refused') return found;
      const uses = found.places.flatMap(({ path, start, length, prefix, suffix }) => {
        const file = fileOf(path);
        return file ? [{ file, start, end: start + length, prefix, suffix }] : [];
      });
      return { kind: 'uses', name: found.name, uses };
    },
  };
}
