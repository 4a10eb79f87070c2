/** Command line of the preparation; called by scripts/runtime.mjs. Progress goes to stderr. */
import { parseArgs } from 'node:util';
import { prepareRuntime } from './prepare.ts';

const { values } = parseArgs({ options: { wheels: { type: 'string' } } });

try {
  await prepareRuntime({
    wheels: values.wheels ?? process.env.HOLDOUT_WHEELS,
    report: (line) => process.stderr.write(`  ${line}\n`),
  });
  // The compiling interpreter keeps handles open.
  process.exit(0);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
