/** Lines that one text has and another lacks, by the longest common subsequence. */

export interface LineDiff {
  /** Lines of the second text only. */
  added: string[];
  /** Lines of the first text only. */
  removed: string[];
}

/** Texts of a few thousand lines; time and memory grow with the product of their lengths, equal ends left out. */
export function lineDiff(before: string, after: string): LineDiff {
  let [a, b] = [before.split('\n'), after.split('\n')];
  let same = 0;
  while (same < a.length && same < b.length && a[same] === b[same]) same++;
  [a, b] = [a.slice(same), b.slice(same)];
  while (a.length > 0 && b.length > 0 && a.at(-1) === b.at(-1)) {
    a.pop();
    b.pop();
  }
  const width = b.length + 1;
  const longest = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number) => longest[i * width + j] as number;
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      longest[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const [added, removed]: [string[], string[]] = [[], []];
  for (let i = 0, j = 0; i < a.length || j < b.length; ) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      i++;
      j++;
    } else if (j < b.length && (i === a.length || at(i, j + 1) > at(i + 1, j))) added.push(b[j++] as string);
    else removed.push(a[i++] as string);
  }
  return { added, removed };
}
