/** A person's test-solve, read off the log of the room in which it was made. */

import type { LogResponse } from '../../../protocol/api.ts';
import { isFinished, type Reached, reachedBy } from '../../../protocol/scores.ts';
import type { Scenario } from '../read/scenario.ts';
import { type Solve, type SolveScore, today } from '../read/solves.ts';
import { fixesOf, plantedIn } from './fixes.ts';
import { readLog } from './moments.ts';

/**
 * @param who the person's name, as they want it to be written in the folder
 * @throws Error where the interview never started, or its scaffold is none of the scenario's
 */
export function personSolve(scenario: Scenario, log: LogResponse, { who, seed }: { who: string; seed: string }): Solve {
  const read = readLog(log);
  if (read.minutes === null) throw new Error('the interview never started: nothing to record');
  const planted = plantedIn(scenario, read);
  if (!planted) throw new Error(`the log is of another version of ${scenario.slug}`);
  const last = read.state.scores.findLast(isFinished);
  return {
    who,
    by: 'person',
    on: today(),
    version: scenario.version,
    form: planted.form?.id ?? null,
    seed,
    language: read.language,
    minutes: Math.round(read.minutes * 10) / 10,
    fixes: fixesOf(scenario, planted, read).map(({ bug, how, minute }) => ({ bug, how, minute })),
    score: last?.private
      ? {
          public: last.public.metric.value,
          final: last.private.metric.value,
          reached: namesReached(reachedBy(last.private)),
        }
      : null,
    weights: last?.public.weights.total ?? null,
  };
}

const namesReached = (all: readonly Reached[]): SolveScore['reached'] =>
  all.length === 0 ? null : all.filter(({ reached }) => reached).map(({ name }) => name);
