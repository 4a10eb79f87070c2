/**
 * Which side of a bug's regions a candidate's files hold now. Text is compared, not behaviour: blanks, line breaks and the
 * kind of quotes do not count, and a fix that is written another way counts as `changed`, which may be right or wrong.
 */
import type { BugRegion, Template } from '../read/regions.ts';

/**
 * `buggy`: the faulty lines are there. `fixed`: they are gone and the fixed ones are there. `changed`: they are gone, and
 * what is there is neither.
 */
type RegionState = 'buggy' | 'fixed' | 'changed';

/**
 * State of a bug in a scaffold's files. Regions that hold faulty lines decide; a region that only lacks some, as an import that the
 * scenario's own fix needs, decides where there is no other. A bug with several regions that decide is `buggy` while one of them is,
 * and `fixed` when all its regions are. Null where the files never had its regions: then nothing is known.
 *
 * @param files texts by name; names do not matter, since candidates may rename files
 */
export function stateOf(
  bug: string,
  templates: readonly Template[],
  files: Readonly<Record<string, string>>,
): RegionState | null {
  const texts = Object.values(files);
  const sides = templates.flatMap(({ parts }) =>
    parts.flatMap((part, at) => {
      if (!isRegion(part) || part.id !== bug) return [];
      const hasFaultyLines = bare(part.buggy.join('\n')) !== '';
      const around = [linesOf(parts[at - 1]).at(-1), linesOf(parts[at + 1])[0]];
      return [{ hasFaultyLines, side: sideOf(part, around, texts) }];
    }),
  );
  if (sides.length === 0) return null;
  const faulty = sides.filter(({ hasFaultyLines }) => hasFaultyLines);
  const deciding = faulty.length > 0 ? faulty : sides;
  if (deciding.some(({ side }) => side === 'buggy')) return 'buggy';
  return sides.every(({ side }) => side === 'fixed') ? 'fixed' : 'changed';
}

/** A line that is nothing but a comment. */
const COMMENT = /^\s*(#|\/\/)/;

const isRegion = (part: string[] | BugRegion): part is BugRegion => !Array.isArray(part);

/** Lines that are there whatever is planted, without empty ones and comments. */
const linesOf = (part: string[] | BugRegion | undefined): string[] =>
  part && !isRegion(part) ? part.filter((line) => line.trim() !== '' && !COMMENT.test(line)) : [];

/** @param around the lines before and after the region; undefined where another region is there */
function sideOf(region: BugRegion, around: readonly (string | undefined)[], texts: readonly string[]): RegionState {
  const [buggy, fixed] = [bare(region.buggy.join('\n')), bare(region.fixed.join('\n'))];
  // Where the sides differ in nothing but how far their lines are set in, that is what counts.
  if (buggy === fixed) return setIn(texts, region.buggy) ? 'buggy' : setIn(texts, region.fixed) ? 'fixed' : 'changed';
  const text = texts.map(bare).join('\0');
  const fixedThere = fixed === '' || holds(text, fixed);
  // A fix that only adds lines around the faulty ones is looked for first, one that only takes lines away last.
  const rest = fixed !== '' && fixed.includes(buggy) ? text.replaceAll(fixed, '\0') : text;
  // Where nothing is to be looked for, the lines around it stand side by side.
  const neighbours = around.every((line) => line !== undefined) ? bare(around.join('\n')) : '';
  const buggyThere = buggy === '' ? !fixedThere && text.includes(neighbours) : holds(rest, buggy);
  if (buggyThere) return 'buggy';
  return fixedThere ? 'fixed' : 'changed';
}

/** Whether a text holds these lines, one after another, as far from the margin as they are. */
function setIn(texts: readonly string[], lines: readonly string[]): boolean {
  const plain = (text: string) =>
    text
      .split(/\r?\n/)
      .map((line) => line.trimEnd())
      .filter((line) => line !== '' && !COMMENT.test(line))
      .join('\n');
  return texts.some((text) => `\n${plain(text)}\n`.includes(`\n${plain(lines.join('\n'))}\n`));
}

/** Whether bare text holds bare lines; a comma at their end may be gone where a bracket closes. */
function holds(text: string, lines: string): boolean {
  if (text.includes(lines)) return true;
  return lines.endsWith(',') && [')', ']', '}'].some((closing) => text.includes(lines.slice(0, -1) + closing));
}

/** Code without what formatting changes: blanks, line breaks, comments on separate lines, kinds of quotes, last commas. */
function bare(code: string): string {
  return code
    .split('\n')
    .filter((line) => !COMMENT.test(line))
    .join('')
    .replace(/\s+/g, '')
    .replace(/["`]/g, "'")
    .replace(/,(?=[)\]}])/g, '');
}
