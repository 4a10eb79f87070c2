/** `diff`: what has changed since a revision, for candidates, for interviewers, and in what was measured. */
import path from 'node:path';
import type { Command } from 'commander';
import { loadScenario } from '../read/load.ts';
import { writeRevision } from '../render/revision.ts';
import { type Change, type ScenarioDiff, scenarioDiff } from '../render/scenarioDiff.ts';
import { makeWorkspace } from '../render/workspace.ts';
import { print, rootOf } from './options.ts';

interface Flags {
  from: string;
  json?: boolean;
}

/** Longer values are cut; --json has them whole. */
const MOST_CHARS = 100;
/** Lines of a text that are shown; --json has them all. */
const MOST_LINES = 12;

export function register(program: Command): void {
  program
    .command('diff <slug>')
    .description('what has changed since a revision: for candidates, for interviewers, and in what was measured')
    .option('--from <revision>', 'revision of the repository to compare with', 'HEAD')
    .option('--json', 'print a JSON object')
    .action(async (slug: string, { from, json }: Flags, command: Command) => {
      const folder = path.join(rootOf(command), slug);
      const after = await loadScenario(folder);
      const workspace = makeWorkspace();
      try {
        const copy = writeRevision(folder, from, workspace);
        if (!copy) throw new Error(`${from} has no scenario ${slug}: all of it is new`);
        const before = await loadScenario(copy).catch((error: Error) => {
          throw new Error(`${slug} of ${from} does not load in the kit of today:\n${error.message}`);
        });
        const diff = scenarioDiff(before, after);
        print(json ? JSON.stringify({ from, ...diff }) : diffText(slug, from, diff));
      } finally {
        workspace.remove();
      }
    });
}

function diffText(slug: string, from: string, { versions, candidates, interviewers, measured }: ScenarioDiff): string {
  const head = `${slug}: ${versions.before} (${from}) -> ${versions.after}`;
  const part = (title: string, changes: readonly Change[]) => [
    '',
    changes.length === 0 ? `${title}: no change` : `${title}:`,
    ...changes.flatMap(changeLines),
  ];
  return [
    head,
    ...part('For candidates', candidates),
    ...part('For interviewers', interviewers),
    ...part('Measured', measured),
  ].join('\n');
}

function changeLines({ what, lines, before, after }: Change): string[] {
  if (!lines) return [`  ${what}: ${short(before)} -> ${short(after)}`];
  const changed = [...lines.removed.map((line) => `    - ${line}`), ...lines.added.map((line) => `    + ${line}`)];
  const more = changed.length > MOST_LINES ? [`    … ${changed.length - MOST_LINES} more lines`] : [];
  return [
    `  ${what}: ${lines.added.length} lines added, ${lines.removed.length} removed`,
    ...changed.slice(0, MOST_LINES),
    ...more,
  ];
}

function short(value: unknown): string {
  if (value === null) return 'nothing';
  const text = JSON.stringify(value);
  return text.length > MOST_CHARS ? `${text.slice(0, MOST_CHARS)}…` : text;
}
