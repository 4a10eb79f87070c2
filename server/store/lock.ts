/** One server per data folder. The file names who holds it; behind it there is the exclusive lock of the database. */
import { closeSync, openSync, readFileSync, unlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** Another process works on the data folder; `message` names it. */
export class FolderInUseError extends Error {
  override readonly name = 'FolderInUseError';
}

/** Distinguishes a process from a later one with the same number: its start time, where the system shows it. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (e) {
    return (e as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Takes `folder` for this process and returns what gives it back; throws FolderInUseError where a living process holds it. */
export function lockFolder(folder: string): () => void {
  const file = join(folder, 'holdout.pid');
  const mine = `${process.pid} ${startOf(process.pid)}`;
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      const fd = openSync(file, 'wx', 0o600);
      writeSync(fd, mine);
      closeSync(fd);
      return () => {
        if (readHolder(file) === mine) unlinkSync(file);
      };
    } catch (e) {
      if ((e as NodeJS.ErrnoException).code !== 'EEXIST') throw e;
    }
    const holder = readHolder(file);
    const [pid = '', start = ''] = (holder ?? '').split(' ');
    const number = Number(pid);
    if (number > 0 && alive(number) && startOf(number) === start) {
      throw new FolderInUseError(`${folder} is used by process ${number}; stop it or choose another DATA_DIR`);
    }
    // Left behind by a process that was killed.
    if (holder !== null) unlinkSync(file);
  }
  throw new FolderInUseError(`${file} could not be taken`);
}

function readHolder(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
