/**
 * Module hooks for a scenarios folder outside of Holdout's own: its TypeScript is read as modules whatever package.json is above it, and
 * what its files import of Holdout (`../../datasets/…`, `../kit/…`, packages) is the Holdout that runs. Plain JavaScript, because Node
 * loads hooks in a thread of their own.
 */
import { existsSync } from 'node:fs';

/** Addresses that end with a slash: of the scenarios folder, and of the Holdout that runs. */
let scenarios = '';
let project = '';

/** Called by `module.register` with its `data`. */
export function initialize(given) {
  ({ scenarios, project } = given);
}

/** What an import of the folder's that leads nowhere means in the Holdout that runs; null where it can mean nothing. */
function meant(specifier, parent) {
  if (!/^\.{1,2}\//.test(specifier)) return { specifier, parent: `${project}package.json` };
  const url = new URL(specifier, parent).href;
  const above = new URL('..', scenarios).href;
  for (const [from, to] of [
    [`${scenarios}kit/`, `${project}scenarios/kit/`],
    [above, project],
  ])
    if (url.startsWith(from) && !(from === above && url.startsWith(scenarios)))
      return { specifier: to + url.slice(from.length), parent };
  return null;
}

/** A TypeScript file of the folder that an import names; null where it names another file, or there is none. */
function ownFile(specifier, parent) {
  if (!/^(file:|\.{1,2}\/)/.test(specifier)) return null;
  const url = new URL(specifier, parent || undefined);
  return url.href.startsWith(scenarios) && url.pathname.endsWith('.ts') && existsSync(url) ? url.href : null;
}

/** Node's hook: called for every import before the loader of TypeScript, which would go by package.json. */
export async function resolve(specifier, context, next) {
  const parent = context.parentURL ?? '';
  const own = ownFile(specifier, parent);
  if (own !== null) return { url: own, format: 'module', shortCircuit: true };
  return next(specifier, context).catch((error) => {
    const other = parent.startsWith(scenarios) ? meant(specifier, parent) : null;
    if (!other) throw error;
    return next(other.specifier, { ...context, parentURL: other.parent });
  });
}
