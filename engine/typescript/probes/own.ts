/** own: runs a probe that the author of the scenario wrote. */

import type { FunctionName } from '../../contract/functions.ts';
import type { ProbeResult } from '../../contract/probes/result.ts';
import type { ProbeOf } from '../../contract/probes/spec.ts';
import { Modules } from '../code/modules.ts';
import type { Scores } from '../official/outputs.ts';
import * as forms from '../official/rows.ts';
import * as change from './change.ts';
import { difference, marks } from './compare.ts';
import type { Session } from './runs.ts';
import * as statistics from './statistics.ts';
import { CannotTell, finite, type Verdict } from './verdict.ts';

const VERDICTS: readonly ProbeResult['verdict'][] = ['silent', 'alarm', 'cannot-tell'];

/** What an author's `probe(contract, rows, tools)` may use beside the contract and the loaded rows. */
interface ProbeTools {
  params: Readonly<Record<string, unknown>>;
  seed: number;
  label: string;
  id: string;
  /** The candidate's files. */
  files: Readonly<Record<string, string>>;
  tf: Session['host']['tf'];
  rows: typeof forms;
  change: typeof change;
  statistics: typeof statistics;
  /** Loaded rows and both parts. */
  split(): ReturnType<Session['base']>;
  /** The pipeline after tune. */
  fitted(): ReturnType<Session['fitted']>;
  /** Calls a contract function with its random numbers seeded. */
  call(name: FunctionName, ...given: unknown[]): Promise<unknown>;
  /** Runs prepare, fit and tune on copies of the rows. */
  fit(train: unknown, valid: unknown, options?: { tune?: boolean }): ReturnType<Session['fit']>;
  /** Checked scores, the label taken off before. */
  predict(model: unknown, rows: unknown): Promise<Scores>;
  /** Largest relative change of two fitted values, and its path. */
  difference(before: unknown, after: unknown): Promise<{ moved: number; path: string }>;
  /** Ends the probe without a verdict. */
  cannotTell(reason: string): never;
}

/** Runs `probe` of the author's file, which may import the libraries and, as `../name`, the candidate's files. */
export async function own(
  session: Session,
  probe: ProbeOf<'own'>,
  text: string | undefined,
  files: Readonly<Record<string, string>>,
): Promise<Verdict> {
  const name = `probes/${probe.id}.ts`;
  if (text === undefined) throw new CannotTell(`there is no ${name}`);
  const modules = new Modules(session.host);
  modules.setFiles({ ...files, [name]: text });
  const run = (await modules.load(name)).probe;
  if (typeof run !== 'function') throw new CannotTell(`${name} exports no function probe(contract, rows, tools)`);
  const { loaded } = await session.base(probe.rows);
  const answer: unknown = await run(session.contract, change.copied(loaded), toolsOf(session, probe, files));
  const { verdict, value, threshold, message } = (answer ?? {}) as Record<string, unknown>;
  const known = VERDICTS.find((one) => one === verdict);
  if (!known) throw new CannotTell(`${name} returned no { verdict: 'silent', 'alarm' or 'cannot-tell', … }`);
  if (known === 'silent' && Number.isNaN(value)) throw new CannotTell(`${name} measured no number`);
  return { verdict: known, value: finite(value), threshold: finite(threshold), message: String(message ?? '') };
}

function toolsOf(session: Session, probe: ProbeOf<'own'>, files: ProbeTools['files']): ProbeTools {
  const { label, id } = session.config;
  return {
    params: probe.params,
    seed: session.seed,
    label,
    id,
    files,
    tf: session.host.tf,
    rows: forms,
    change,
    statistics,
    split: () => session.base(probe.rows),
    fitted: () => session.fitted(probe.rows),
    call: (name, ...given) => session.call(name, given),
    fit: (train, valid, options) => session.fit(train, valid, options),
    predict: (model, rows) => session.predict(model, rows),
    difference: async (before, after) => difference(await marks(before, 'value'), await marks(after, 'value')),
    cannotTell(reason) {
      throw new CannotTell(reason);
    },
  };
}
