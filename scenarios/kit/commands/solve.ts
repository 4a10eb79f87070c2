/** `solve`: a timed test-solve, by a person in the real room or by a script, recorded in the scenario's folder. */
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Command } from 'commander';
import type { Language } from '../../../protocol/language.ts';
import { offeredBy } from '../../../protocol/language.ts';
import { personSolve } from '../log/personSolve.ts';
import { solveByScript } from '../measure/scriptedSolve.ts';
import { loadScenario } from '../read/load.ts';
import { formOf } from '../read/scenario.ts';
import { recordSolve, type Solve, type SolveScore } from '../read/solves.ts';
import type { OpenRoom } from '../room/preview.ts';
import { columns } from '../text/columns.ts';
import { untilInterrupted } from './interrupt.ts';
import { positive, print, report, rootOf } from './options.ts';
import { linksOf, previewOf, type RoomFlags, roomOptions, roomText } from './preview.ts';

interface Flags extends RoomFlags {
  script?: boolean;
  name?: string;
  processes: number;
}

/** How often the room is asked whether the interview has ended. */
const LOOK_MS = 1_000;

export function register(program: Command): void {
  roomOptions(
    program
      .command('solve <slug>')
      .description('record a timed test-solve in solves.json: by a person in a local room, or by --script')
      .option('--name <name>', 'whose solve it is')
      .option('--script', 'no room: fix bug after bug, then run the reference; recorded as scripted')
      .option('--processes <number>', 'interpreters at a time, with --script', positive, 2),
  ).action(async (slug: string, flags: Flags, command: Command) => {
    const root = rootOf(command);
    const folder = path.join(root, slug);
    if (flags.script) await byScript(folder, flags);
    else await byPerson(root, slug, flags);
  });
}

async function byScript(folder: string, flags: Flags): Promise<void> {
  if (flags.name !== undefined)
    throw new Error('a scripted solve is nobody’s: leave --name out, or leave --script out');
  if (flags.bugs) throw new Error('a scripted solve is of a form: say --form');
  const scenario = await loadScenario(folder);
  const form = formOf(scenario, flags.form ?? scenario.spec.forms[0]?.id ?? '');
  const language = flags.lang ? offeredBy(flags.lang)[0] : form.languages[0];
  const { solve, handedOut } = await solveByScript(scenario, {
    folder,
    form: form.id,
    seed: flags.seed,
    language: language as Language,
    processes: flags.processes,
    onProgress: (done, of) => report(`run ${done} of ${of}`),
  });
  recordSolve(folder, solve);
  print(flags.json ? JSON.stringify({ ...solve, handedOut }) : solveText(solve, handedOut));
}

async function byPerson(root: string, slug: string, flags: Flags): Promise<void> {
  const who = flags.name?.trim();
  if (!who) throw new Error('say whose solve it is: --name <name>; or --script for one by machine');
  const preview = previewOf(root, slug, flags, true);
  const interrupted = untilInterrupted();
  try {
    const room = await preview.open();
    if (flags.json) print(JSON.stringify({ event: 'open', ...linksOf(room) }));
    else {
      print(roomText(room, []));
      report(
        'Open both links. Start on the interviewer’s page starts the clock and lets the candidate in; End records the solve.',
      );
    }
    if (!(await untilEnded(room, interrupted, preview.ended))) {
      report('The interview was not ended: nothing is recorded.');
      process.exitCode = 1;
      return;
    }
    const { scenario, version, seed } = room;
    const solve = { ...personSolve(scenario, await room.staff.log(room.id), { who, seed }), version };
    recordSolve(preview.folder, solve);
    print(flags.json ? JSON.stringify({ event: 'recorded', ...solve }) : solveText(solve, null));
  } finally {
    await preview.close();
  }
}

/** True once the interview has ended; false where the person or the server gave up before. */
async function untilEnded(room: OpenRoom, interrupted: Promise<string>, gone?: Promise<void>): Promise<boolean> {
  let open = true;
  const stop = () => {
    open = false;
  };
  interrupted.then(stop);
  gone?.then(stop);
  while (open) {
    const { phase } = await room.staff.summary(room.id);
    if (phase === 'ended') return true;
    await Promise.race([pause(LOOK_MS), interrupted, gone]);
  }
  return false;
}

function solveText(solve: Solve, handedOut: SolveScore | null): string {
  const { who, by, form, seed, language, minutes, fixes, score, weights } = solve;
  const cells = (given: SolveScore | null | undefined) =>
    given ? [String(given.public), String(given.final), reached(given)] : ['', '', ''];
  return [
    `${by === 'script' ? 'A script' : who}: form ${form ?? 'of its own'}, seed ${seed}, ${language}, ${minutes} minutes${by === 'script' ? ' of computing' : ''}`,
    columns([
      ['step', 'minute', 'public', 'final', ''],
      ...(handedOut ? [['as handed out', '', ...cells(handedOut)]] : []),
      ...fixes.map((fix) => [
        `${fix.bug}: ${fix.how}`,
        fix.minute === null ? '' : String(fix.minute),
        ...cells(fix.score),
      ]),
      [by === 'script' ? 'reference' : 'last score', '', ...cells(score)],
    ]),
    `${weights ?? 'no'} weights; recorded in solves.json`,
  ].join('\n');
}

const reached = ({ reached, reachedTarget }: SolveScore): string => {
  if (reached) return reached.length === 0 ? 'no target reached' : `reaches ${reached.join(' and ')}`;
  return typeof reachedTarget === 'boolean' ? `target ${reachedTarget ? 'reached' : 'missed'}` : '';
};
