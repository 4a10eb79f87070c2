/**
 * Which side of a bug's regions a candidate's files hold now. Text is compared, not behaviour: blanks, line breaks and the
 * kind of quotes do not count, and a fix that is written another way counts as `changed`, which may be right or wrong.
 */
import { z } from 'zod';

/** A place of a scaffold that holds a faulty and a fixed version. */
export const codeRegion = z.strictObject({
  /** Name of the file that it was handed out in. */
  file: z.string(),
  buggy: z.array(z.string()),
  fixed: z.array(z.string()),
  /** The lines before and after it; null where another region is there. */
  around: z.tuple([z.string().nullable(), z.string().nullable()]),
});
/** A parsed {@link codeRegion}. */
export type CodeRegion = z.infer<typeof codeRegion>;

/** `buggy`: the faulty lines are there. `fixed`: they are gone and the fixed ones are there. `changed`: they are gone, and what is there is neither. */
export const regionState = z.enum(['buggy', 'fixed', 'changed']);
/** A parsed {@link regionState}. */
export type RegionState = z.infer<typeof regionState>;

/**
 * State of a bug's regions in a candidate's files. Regions that hold faulty lines decide; a region that only lacks some, as an import that
 * the scenario's own fix needs, decides where there is no other. A bug with several regions that decide is `buggy` while one of them is,
 * and `fixed` when all its regions are. Null where it has no regions: then nothing is known.
 *
 * @param files texts by name; names do not matter, since candidates may rename files
 */
export function stateOfRegions(
  regions: readonly CodeRegion[],
  files: Readonly<Record<string, string>>,
): RegionState | null {
  if (regions.length === 0) return null;
  const texts = Object.values(files);
  const sides = regions.map((region) => ({
    hasFaultyLines: bare(region.buggy.join('\n')) !== '',
    side: sideOf(region, texts),
  }));
  const faulty = sides.filter(({ hasFaultyLines }) => hasFaultyLines);
  const deciding = faulty.length > 0 ? faulty : sides;
  if (deciding.some(({ side }) => side === 'buggy')) return 'buggy';
  return sides.every(({ side }) => side === 'fixed') ? 'fixed' : 'changed';
}

/** A line that is nothing but a comment. */
const COMMENT = /^\s*(#|\/\/)/;

/** True for a line that says something: no comment, and not empty. */
export const isCode = (line: string): boolean => line.trim() !== '' && !COMMENT.test(line);

function sideOf(region: CodeRegion, texts: readonly string[]): RegionState {
  const [buggy, fixed] = [bare(region.buggy.join('\n')), bare(region.fixed.join('\n'))];
  // Where the sides differ in nothing but how far their lines are set in, that is what counts.
  if (buggy === fixed) return setIn(texts, region.buggy) ? 'buggy' : setIn(texts, region.fixed) ? 'fixed' : 'changed';
  const text = texts.map(bare).join('\0');
  const fixedThere = fixed === '' || holds(text, fixed);
  // A fix that only adds lines around the faulty ones is looked for first, one that only takes lines away last.
  const rest = fixed !== '' && fixed.includes(buggy) ? text.replaceAll(fixed, '\0') : text;
  // Where nothing is to be looked for, the lines around it stand side by side.
  const neighbours = region.around.every((line) => line !== null) ? bare(region.around.join('\n')) : '';
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
      .filter(isCode)
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
