/** Names of Python files, as the kernel's jedi finds them. */
import type { Sandbox } from '../sandbox/types.ts';
import type { ProjectFiles } from '../state/files.ts';
import { offsetAt, placeAt, type Symbols } from './symbols.ts';

/** `sandbox` gives the interpreter that is asked, or null where there is none (yet). */
export function pythonSymbols(sandbox: () => Sandbox | null, projectFiles: ProjectFiles): Symbols {
  const at = (name: string, text: string, offset: number) => ({
    file: name,
    files: Object.fromEntries(projectFiles.snapshot().map((file) => [file.name, file.text])),
    ...placeAt(text, offset),
  });
  return {
    async definition({ name, text }, offset) {
      const found = (await sandbox()?.definition(at(name, text.toString(), offset))) ?? 'busy';
      if (found === 'busy') return { kind: 'busy' };
      if (found.kind !== 'place') return found;
      const file = projectFiles.byName(found.file);
      return file
        ? { kind: 'place', file, start: offsetAt(file.text.toString(), found.line, found.col) }
        : { kind: 'unknown' };
    },
    async uses({ name, text }, offset) {
      const found = (await sandbox()?.places(at(name, text.toString(), offset))) ?? 'busy';
      if (found === 'busy') return { kind: 'refused', why: 'busy' };
      if (found.kind === 'refused')
        return found.why === 'syntax'
          ? { kind: 'refused', why: 'syntax', file: found.file ?? name }
          : { kind: 'refused', why: found.why };
      const uses = found.places.flatMap((place) => {
        const file = projectFiles.byName(place.file);
        if (!file) return [];
        const whole = file.text.toString();
        const start = offsetAt(whole, place.line, place.col);
        return [{ file, start, end: start + place.endCol - place.col, prefix: '', suffix: '' }];
      });
      return { kind: 'uses', name: found.name, uses };
    },
  };
}
