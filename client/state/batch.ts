import { LIMITS } from '../../protocol/limits.ts';
import type { OutputItem } from '../../protocol/output.ts';

/** Items and UTF-8 bytes of one `run.output`; the rest of the frame is left for the envelope. */
const MAX_ITEMS = 200;
const MAX_BYTES = LIMITS.frameBytes - 128 * 1024;

const size = (item: OutputItem): number => new TextEncoder().encode(JSON.stringify(item)).byteLength + 1;

/** Cuts outputs into messages that fit a frame, in order. An item is never cut: its own caps keep it below a frame. */
export function batches(items: readonly OutputItem[]): OutputItem[][] {
  const result: OutputItem[][] = [];
  let batch: OutputItem[] = [];
  let bytes = 0;
  for (const item of items) {
    const more = size(item);
    if (batch.length === MAX_ITEMS || (batch.length > 0 && bytes + more > MAX_BYTES)) {
      result.push(batch);
      batch = [];
      bytes = 0;
    }
    batch.push(item);
    bytes += more;
  }
  if (batch.length > 0) result.push(batch);
  return result;
}
