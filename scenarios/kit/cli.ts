/**
 * `npm run scenario -- <command>`: what an author does with scenarios. Each command is a file of `commands/`. Exit codes: 0
 * fine, 1 a mistake in a scenario or in the arguments, 2 a measurement that could not be made.
 */
import { Command } from 'commander';
import { register as check } from './commands/check.ts';
import { register as diff } from './commands/diff.ts';
import { register as effects } from './commands/effects.ts';
import { register as list } from './commands/list.ts';
import { register as fresh } from './commands/new.ts';
import { fail, scenariosOption } from './commands/options.ts';
import { register as parity } from './commands/parity.ts';
import { register as preview } from './commands/preview.ts';
import { register as render } from './commands/render.ts';
import { register as schema } from './commands/schema.ts';
import { register as solve } from './commands/solve.ts';
import { register as stats } from './commands/stats.ts';

const program = new Command('scenario')
  .description('Write, look at, measure and try scenarios (docs/AUTHORING.md)')
  .addOption(scenariosOption())
  .addHelpText(
    'after',
    '\nExit codes: 0 fine, 1 a mistake in a scenario or in the arguments, 2 a measurement that could not be made.',
  )
  .showHelpAfterError();
for (const register of [fresh, list, render, preview, solve, check, effects, parity, diff, stats, schema])
  register(program);

await program.parseAsync().catch(fail);
