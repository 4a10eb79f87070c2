/** A scenario's folder as it was in a revision of the repository. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Workspace } from './workspace.ts';

const MOST_BYTES = 64 * 2 ** 20;

/**
 * Writes the folder of a revision into a workspace.
 *
 * @param folder of the scenario, in a git repository
 * @param revision anything that git takes: `HEAD`, `main~3`, a tag
 * @returns the written folder, or null where the revision has none
 * @throws Error in git's words where the revision or the repository is not there
 */
export function writeRevision(folder: string, revision: string, { scenarios }: Workspace): string | null {
  const git = (...args: string[]): Buffer => {
    const ran = spawnSync('git', args, { cwd: folder, maxBuffer: MOST_BYTES });
    if (ran.error) throw new Error(`git cannot be run: ${ran.error.message}`);
    if (ran.status !== 0) throw new Error(`git ${args[0]}: ${ran.stderr.toString('utf8').trim()}`);
    return ran.stdout;
  };
  // An option would not be a revision.
  const [commit = ''] = git('rev-parse', '--verify', '--end-of-options', `${revision}^{commit}`).toString().split('\n');
  const names = git('ls-tree', '-r', '-z', '--name-only', commit, '.').toString('utf8').split('\0').filter(Boolean);
  if (names.length === 0) return null;
  const copy = path.join(scenarios, path.basename(folder));
  for (const name of names) {
    const file = path.join(copy, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, git('show', `${commit}:./${name}`));
  }
  return copy;
}
