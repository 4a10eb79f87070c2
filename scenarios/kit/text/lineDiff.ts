/** Lines that one text has and another lacks. */
import { diffArrays } from 'diff';

export interface LineDiff {
  /** Lines of the second text only. */
  added: string[];
  /** Lines of the first text only. */
  removed: string[];
}

/** The fewest lines that turn one text into the other, each side in its order. */
export function lineDiff(before: string, after: string): LineDiff {
  const parts = diffArrays(before.split('\n'), after.split('\n'));
  return {
    added: parts.filter((part) => part.added).flatMap(({ value }) => value),
    removed: parts.filter((part) => part.removed).flatMap(({ value }) => value),
  };
}
