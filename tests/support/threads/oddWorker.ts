/** A thread that can be asked to misbehave. */
import { parentPort } from 'node:worker_threads';
import { serve } from '../../../protocol/rpc.ts';

export interface OddAnswers {
  echo(text: string): string;
  crash(): void;
  /** Never returns. */
  hang(): void;
  /** Takes memory until there is no more. */
  fill(): void;
}

if (!parentPort) throw new Error('a worker thread only');

serve<OddAnswers>(parentPort, {
  echo: (text) => text,
  crash: () => process.exit(3),
  hang() {
    for (;;);
  },
  fill() {
    const all: number[][] = [];
    for (;;) all.push(Array.from({ length: 100_000 }, (_, i) => i * 1.5));
  },
});
