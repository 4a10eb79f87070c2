/**
 * `requestAnimationFrame` for tfjs, which yields by it between batches (`tf.nextFrame`).
 *
 * That of a worker pauses while its page is hidden: training would stop when the candidate looks at another tab. What
 * is wanted is a turn of the event loop. A message to oneself takes some 0.01 ms; a timer, where there are no channels, 1 ms.
 */
type Callback = (time: number) => void;

const waiting: Callback[] = [];
const channel = typeof MessageChannel === 'undefined' ? null : new MessageChannel();
if (channel !== null) {
  channel.port1.onmessage = turn;
}

function turn(): void {
  waiting.shift()?.(performance.now());
}

/** Calls back in the next turn of the event loop. */
export function requestAnimationFrame(callback: Callback): number {
  waiting.push(callback);
  if (channel === null) setTimeout(turn, 0);
  else channel.port2.postMessage(null);
  return waiting.length;
}
