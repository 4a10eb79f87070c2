/**
 * What the quick gate asks on a day: one of seven seeds, and with each seed other bugs, so that a week of quick gates has seen them
 * all and a failure can be asked for again by its seed.
 */

/** Bugs of a scaffold that the quick gate looks at: with three scaffolds and a dozen probes that is about a minute. */
const BUGS = 4;

/** `quick-0` on a Sunday. */
export function quickSeed(day = new Date()): string {
  return `quick-${day.getUTCDay()}`;
}

/** The bugs that go with a seed: four in a row, beginning at a place that its number gives, and continuing at the start after the end. */
export function quickBugs(bugs: readonly string[], seed: string): string[] {
  const first = Number(/\d+$/.exec(seed)?.[0] ?? 0) * BUGS;
  return bugs.filter((_, at) => (((at - first) % bugs.length) + bugs.length) % bugs.length < BUGS);
}
