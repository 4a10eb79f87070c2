/** Runs a classic script in a worker's global scope, given as text: not every browser loads every kind of address. */

type Import = (...urls: string[]) => void;

const TYPE = 'text/javascript';
let byBlob: boolean | undefined;

/** An address that holds the script itself. */
export const dataAddress = (script: string): string =>
  `data:${TYPE};charset=utf-8,${encodeURIComponent(script).replaceAll("'", '%27')}`;

function fromBlob(script: string, load: Import): void {
  const url = URL.createObjectURL(new Blob([script], { type: TYPE }));
  try {
    load.call(globalThis, url);
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** Whether this worker loads scripts from `blob:`. An empty script tells: it has no errors of its own. */
function loadsBlobs(load: Import): boolean {
  try {
    fromBlob('', load);
    return true;
  } catch {
    return false;
  }
}

/**
 * Runs the script at once, by way of `load`, which is `importScripts` of the worker. WebKit refuses `blob:` where the origin is
 * opaque and embedding needs permission (COEP), and takes `data:`.
 * @param name what stacks call the script, where it does not name itself: a `data:` address would be quoted whole.
 * @throws what the script throws.
 */
export function importText(script: string, load: Import, name?: string): void {
  byBlob ??= loadsBlobs(load);
  if (byBlob) fromBlob(script, load);
  else load.call(globalThis, dataAddress(name ? `${script}\n//# sourceURL=${name}` : script));
}
