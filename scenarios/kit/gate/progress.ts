/** What is being done, on standard error: one line that is written over in a terminal, plain lines elsewhere. */
import type { Progress } from './gate.ts';

interface Stream {
  isTTY?: boolean;
  write(text: string): unknown;
}

/** Plain lines come so many times for a scenario at most. */
const LINES = 20;

interface ProgressLine {
  report(progress: Progress): void;
  /** Leaves the line, before something else is printed. */
  end(): void;
}

export function createProgress(stream: Stream): ProgressLine {
  let shown = false;
  return {
    report({ slug, runs }) {
      const text = runs ? `${slug}: run ${runs.done} of ${runs.of}${known(runs.known)}` : `${slug}: reading`;
      if (stream.isTTY) {
        stream.write(`\r\x1b[K${text}`);
        shown = true;
        return;
      }
      const step = Math.max(1, Math.ceil((runs?.of ?? 0) / LINES));
      if (!runs || runs.done % step === 0 || runs.done === runs.of) stream.write(`${text}\n`);
    },
    end() {
      if (shown) stream.write('\r\x1b[K');
      shown = false;
    },
  };
}

const known = (count: number): string => (count > 0 ? `, ${count} known` : '');
