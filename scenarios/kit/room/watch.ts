/** Reports when files of a folder have changed. */
import { readdirSync, statSync, watch } from 'node:fs';
import path from 'node:path';

/** Saving a file makes several events, and some editors write a second file first. */
const SETTLE_MS = 120;
/** The system's events are looked after as well: on some file systems there are none. */
const LOOK_MS = 2_000;
/** Made by looking and measuring, not by writing. */
const PASSED_OVER = ['__pycache__', 'expected.json', 'solves.json'];

/**
 * Calls back with the names of files that were written, made or taken away, until the returned function is called.
 * @param changed is not called again while its promise runs; what changes meanwhile is reported afterwards
 */
export function watchFolder(folder: string, changed: (names: string[]) => Promise<void>): () => void {
  let before = stamps(folder);
  let busy = false;
  let settle: NodeJS.Timeout | undefined;
  const look = async () => {
    if (busy) return;
    const now = stamps(folder);
    const names = [...new Set([...before.keys(), ...now.keys()])].filter((name) => before.get(name) !== now.get(name));
    if (names.length === 0) return;
    before = now;
    busy = true;
    await changed(names.sort()).finally(() => {
      busy = false;
    });
    await look();
  };
  const soon = () => {
    clearTimeout(settle);
    settle = setTimeout(look, SETTLE_MS);
  };
  const events = watch(folder, { recursive: true }, soon);
  // A folder that goes away ends the events; looking finds out what is left.
  events.on('error', soon);
  const timer = setInterval(look, LOOK_MS);
  return () => {
    clearTimeout(settle);
    clearInterval(timer);
    events.close();
  };
}

/** Name of each file -> when and how large it was written. */
function stamps(folder: string): Map<string, string> {
  const found = new Map<string, string>();
  const visit = (at: string) => {
    for (const entry of readdirSync(path.join(folder, at), { withFileTypes: true })) {
      const name = at ? `${at}/${entry.name}` : entry.name;
      if (PASSED_OVER.includes(entry.name)) continue;
      if (entry.isDirectory()) visit(name);
      else {
        // A file may be gone between the listing and the look.
        const stat = statSync(path.join(folder, name), { throwIfNoEntry: false });
        if (stat) found.set(name, `${stat.mtimeMs}/${stat.size}`);
      }
    }
  };
  visit('');
  return found;
}
