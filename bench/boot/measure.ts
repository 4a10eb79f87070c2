/** What page benchmarks share. */

/** The Chromium that the tests use. @throws Error with what to install where there is none. */
export async function chromiumPath(): Promise<string> {
  const module = new URL('../../scripts/chromium.mjs', import.meta.url).href;
  const { findChromium } = (await import(module)) as { findChromium(): Promise<string> };
  return findChromium();
}

/** The middle value, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}
