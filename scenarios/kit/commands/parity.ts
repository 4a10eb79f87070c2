/** `parity`: what was measured last in both languages. */
import path from 'node:path';
import type { Command } from 'commander';
import { formatParity, parityTable } from '../gate/parityTable.ts';
import { MeasureError } from '../measure/job.ts';
import { loadScenario } from '../read/load.ts';
import { print, rootOf } from './options.ts';

export function register(program: Command): void {
  program
    .command('parity <slug>')
    .description('print what was measured last in Python and in TypeScript side by side')
    .option('--json', 'print the rows as JSON')
    .action(async (slug: string, { json }: { json?: boolean }, command: Command) => {
      const { expected } = await loadScenario(path.join(rootOf(command), slug));
      if (!expected) throw new MeasureError(`scenarios/${slug} was not measured yet; run effects ${slug} --write`);
      const rows = parityTable(expected);
      print(json ? JSON.stringify(rows) : formatParity(rows));
    });
}
