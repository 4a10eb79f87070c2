/** Where a name is defined and used, by TypeScript's language service. */
import type { LanguageService } from 'typescript';
import type { Defined, Uses } from './answers.ts';
import { nameOf } from './paths.ts';

/** The library of a file of declarations: the folder behind `node_modules`, else the file's own name. */
const libraryOf = (path: string): string =>
  /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? path.slice(path.lastIndexOf('/') + 1).replace(/\.d\.ts$/, '');

export function definitionOf(service: LanguageService, path: string, offset: number): Defined {
  const found = service.getDefinitionAtPosition(path, offset) ?? [];
  const own = found.find(({ fileName }) => nameOf(fileName) !== null);
  if (own) return { kind: 'place', path: own.fileName, ...own.textSpan };
  const first = found[0];
  return first ? { kind: 'library', name: `${libraryOf(first.fileName)}: ${first.name}` } : { kind: 'unknown' };
}

/** Uses of what is defined in the files; names of libraries are theirs. */
export function usesOf(service: LanguageService, path: string, offset: number): Uses {
  const info = service.getRenameInfo(path, offset, {});
  if (!info.canRename)
    return { kind: 'refused', why: definitionOf(service, path, offset).kind === 'library' ? 'library' : 'none' };
  // A shorthand `{ rate }` keeps its property and names the variable: both are texts to put around the new name.
  const found =
    service.findRenameLocations(path, offset, false, false, { providePrefixAndSuffixTextForRename: true }) ?? [];
  if (found.some(({ fileName }) => nameOf(fileName) === null)) return { kind: 'refused', why: 'library' };
  const places = found.map(({ fileName, textSpan, prefixText = '', suffixText = '' }) => ({
    path: fileName,
    start: textSpan.start,
    length: textSpan.length,
    prefix: prefixText,
    suffix: suffixText,
  }));
  return places.length === 0 ? { kind: 'refused', why: 'none' } : { kind: 'places', name: info.displayName, places };
}
