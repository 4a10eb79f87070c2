/**
 * Bug regions: scaffold files hold the buggy and the fixed version of a place, and rendering (render/files.ts) takes one of them.
 *
 *     # @bug some-id
 *     buggy lines (may be none)
 *     # @fix
 *     fixed lines (may be none)
 *     # @end
 *
 * The comment sign is `#` or `//`; markers are alone on their line, and regions do not nest.
 */
import { AuthoringError } from '../manifest/error.ts';

/** A place that holds both versions. Lines count from 1. */
export interface BugRegion {
  id: string;
  /** Line of `@bug`. */
  line: number;
  buggy: string[];
  fixed: string[];
}

/** A scaffold file cut into plain lines and regions. */
export interface Template {
  path: string;
  parts: (string[] | BugRegion)[];
}

const MARKER = /^\s*(?:#|\/\/)\s*@(\w+)(?:\s+(\S.*?))?\s*$/;
const ID = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;
const WORDS = ['bug', 'fix', 'end'];

/** Cuts a file. Throws an {@link AuthoringError} with the line for a marker out of place, a bad id or a missing `@end`. */
export function parseTemplate(path: string, text: string): Template {
  const parts: Template['parts'] = [[]];
  let open: (BugRegion & { side: 'buggy' | 'fixed' }) | undefined;
  text.split(/\r?\n/).forEach((content, index) => {
    const line = index + 1;
    const marker = MARKER.exec(content);
    const word = marker?.[1] ?? '';
    if (!marker || !WORDS.includes(word)) {
      if (/@(?:bug|fix|end)\b/.test(content))
        fail(path, line, 'a marker stands alone on its line, as in "# @bug some-id"');
      if (open) open[open.side].push(content);
      else (parts.at(-1) as string[]).push(content);
      return;
    }
    const id = marker[2];
    if (word !== 'bug' && id) fail(path, line, `@${word} takes no name, found "${id}"`);
    if (word === 'bug') {
      if (open) fail(path, line, `@bug inside the region "${open.id}" of line ${open.line}; regions do not nest`);
      if (!id || !ID.test(id))
        fail(path, line, `@bug wants an id of lower-case words, as in "late-column", found "${id ?? ''}"`);
      open = { id, line, buggy: [], fixed: [], side: 'buggy' };
    } else if (!open) fail(path, line, `@${word} without @bug`);
    else if (word === 'fix') {
      if (open.side === 'fixed') fail(path, line, `second @fix in the region "${open.id}" of line ${open.line}`);
      open.side = 'fixed';
    } else {
      const { side, ...region } = open;
      if (side === 'buggy') fail(path, line, `@end without @fix in the region "${region.id}" of line ${region.line}`);
      parts.push(region, []);
      open = undefined;
    }
  });
  if (open) fail(path, open.line, `@bug "${open.id}" without @end`);
  return { path, parts };
}

/** Ids of a template's regions, each once, in order. */
export function bugIds(template: Template): string[] {
  return [...new Set(template.parts.flatMap((part) => (Array.isArray(part) ? [] : [part.id])))];
}

function fail(path: string, line: number, message: string): never {
  throw new AuthoringError(message, { path, line });
}
