/** Deadlines in seconds that the page was awake: a laptop that slept, or a tab that was asleep, has not waited. */

const SECOND = 1_000;

/** Calls `action` after so many seconds. A timer that fires late counts as one of them. @returns the way to cancel it. */
export function afterSeconds(seconds: number, action: () => void): () => void {
  let left = seconds;
  const timer = setInterval(() => {
    left--;
    if (left > 0) return;
    clearInterval(timer);
    action();
  }, SECOND);
  return () => clearInterval(timer);
}
