/** The regions of a bug in a scaffold, and which side of them a candidate's files hold. */
import { type CodeRegion, isCode, type RegionState, stateOfRegions } from '../../../protocol/regionState.ts';
import type { BugRegion, Template } from '../read/regions.ts';

/** The regions of a bug in a scaffold's files, in their order. */
export function regionsOf(bug: string, templates: readonly Template[]): CodeRegion[] {
  return templates.flatMap(({ path, parts }) =>
    parts.flatMap((part, at) => {
      if (!isRegion(part) || part.id !== bug) return [];
      const around: CodeRegion['around'] = [linesOf(parts[at - 1]).at(-1) ?? null, linesOf(parts[at + 1])[0] ?? null];
      return [{ file: path.slice(path.lastIndexOf('/') + 1), buggy: part.buggy, fixed: part.fixed, around }];
    }),
  );
}

/** State of a bug in a scaffold's files; null where the files never had its regions. See {@link stateOfRegions}. */
export const stateOf = (
  bug: string,
  templates: readonly Template[],
  files: Readonly<Record<string, string>>,
): RegionState | null => stateOfRegions(regionsOf(bug, templates), files);

const isRegion = (part: string[] | BugRegion): part is BugRegion => !Array.isArray(part);

/** Lines that are there whatever is planted, without empty ones and comments. */
const linesOf = (part: string[] | BugRegion | undefined): string[] =>
  part && !isRegion(part) ? part.filter(isCode) : [];
