/** GA2, the rule `void`: regions that change nothing: a bug that nobody can find, since it is not there. */
import { type Complaint, complain } from '../complaint.ts';
import type { Facts } from '../facts.ts';

export function emptyRegions({ scenario }: Facts): Complaint[] {
  const files = new Map(Object.values(scenario.scaffold).flatMap((list) => list.map((file) => [file.path, file])));
  return [...files.values()].flatMap(({ path, parts }) =>
    parts.flatMap((part) => {
      if (Array.isArray(part) || bare(part.buggy) !== bare(part.fixed)) return [];
      const message = `the region "${part.id}" says the same on both sides`;
      return [complain('void', { path, line: part.line }, message)];
    }),
  );
}

/** A side without comments and empty lines: what is left of it in a program. Blanks before a line count, as in Python. */
function bare(lines: readonly string[]): string {
  return lines
    .map((line) => line.replace(/^\s*(#|\/\/).*$/, '').trimEnd())
    .filter((line) => line !== '')
    .join('\n');
}
