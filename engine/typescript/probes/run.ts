/** Runs probes one after another; what goes wrong inside one of them is its answer. */

import type { Emitted } from '../../contract/emitted.ts';
import type { OfficialConfig } from '../../contract/official.ts';
import type { ProbeOptions, ProbeResult } from '../../contract/probes/result.ts';
import type { Probe } from '../../contract/probes/spec.ts';
import { TAMPERED } from '../../contract/probes/tampered.ts';
import { stripTypes } from '../code/emit.ts';
import { described } from '../code/errors.ts';
import { SourceError } from '../code/sourceError.ts';
import { Contract } from '../official/contract.ts';
import { OfficialError } from '../official/error.ts';
import type { OfficialHost } from '../official/run.ts';
import { learned, matters } from './columns.ts';
import { fresh } from './fresh.ts';
import { guarded } from './guard.ts';
import { halves } from './halves.ts';
import { labelBlind } from './labelBlind.ts';
import { leak } from './leak.ts';
import { labelsMatter, overfit } from './learning.ts';
import { Late, Limit } from './limit.ts';
import { own } from './own.ts';
import { permute } from './permute.ts';
import { poison } from './poison.ts';
import { mask, oneRow, order } from './predicting.ts';
import { constant, labelRate } from './rates.ts';
import { regret } from './regret.ts';
import { told } from './reports.ts';
import { rowId } from './rowId.ts';
import { Session } from './runs.ts';
import { range, twice } from './scores.ts';
import { brokenNow } from './seal.ts';
import { CannotTell, type Verdict } from './verdict.ts';

/** Seconds that a probe may take, by default. */
const SECONDS = 120;

interface ProbeInput {
  host: OfficialHost;
  config: OfficialConfig;
  files: Readonly<Record<string, string>>;
  emitted?: Readonly<Record<string, Emitted>>;
  probes: readonly Probe[];
  options?: ProbeOptions;
}

/**
 * Answers of all probes, in order. Never throws for what the candidate's code does. An endless loop of the candidate's files
 * ends after `options.seconds`; one inside a library is ended by whoever owns the worker.
 */
export async function runProbes(input: ProbeInput): Promise<ProbeResult[]> {
  const { probes, options = {} } = input;
  const limit = new Limit();
  const until = performance.now() + (options.budget ?? Number.POSITIVE_INFINITY) * 1_000;
  const secondsLeft = (): number => Math.min(options.seconds ?? SECONDS, (until - performance.now()) / 1_000);
  let session: Session | string;
  try {
    session = await limit.within(secondsLeft(), () => open(input, limit));
  } catch (error) {
    session = reasonOf(error, 'import', input, options.seconds ?? SECONDS);
  }
  const results: ProbeResult[] = [];
  let broken: string | null = null;
  for (const probe of probes) {
    const started = performance.now();
    const seconds = secondsLeft();
    const told =
      seconds > 0
        ? await one(session, probe, input, limit, seconds)
        : unknown(`late: the ${options.budget} s of all probes were over`);
    broken ??= brokenNow();
    const verdict = broken === null ? told : unknown(`${TAMPERED}: ${broken} is another one than before`);
    const spent = Number(((performance.now() - started) / 1_000).toFixed(3));
    const result = { id: probe.id, ...verdict, message: verdict.message.slice(0, 2_000), seconds: spent };
    results.push(result);
    options.onResult?.(result);
  }
  return results;
}

async function open(input: ProbeInput, limit: Limit): Promise<Session> {
  const { host, config, files, emitted, options } = input;
  const names = Object.keys(files).filter((name) => name.endsWith('.ts'));
  const loops = names.flatMap((name) => {
    try {
      return [[name, guarded(name, emitted?.[name] ?? stripTypes(name, files[name] ?? ''))] as const];
    } catch {
      // Importing this file throws what is wrong with it.
      return [];
    }
  });
  const given = { ...host, config, files, emitted: { ...emitted, ...Object.fromEntries(loops) }, each: true };
  return Session.open({ open: () => Contract.open(given), config, host, seed: options?.seed ?? 1, limit });
}

async function one(
  session: Session | string,
  probe: Probe,
  input: ProbeInput,
  limit: Limit,
  seconds: number,
): Promise<Verdict> {
  if (typeof session === 'string') return unknown(session);
  if (limit.goesOn) return unknown(`not asked: ${limit.goesOn} was not done in time and still goes on`);
  session.step = null;
  try {
    return await limit.within(seconds, () => ask(session, probe, input));
  } catch (error) {
    if (error instanceof Late) await limit.settle(session.step ?? 'the probe');
    return unknown(reasonOf(error, session.step, input, seconds));
  }
}

function ask(session: Session, probe: Probe, { files, options }: ProbeInput): Promise<Verdict> {
  switch (probe.kind) {
    case 'poison':
      return poison(session, probe);
    case 'permute':
      return permute(session, probe);
    case 'row-id':
      return rowId(session, probe);
    case 'one-row':
      return oneRow(session, probe);
    case 'order':
      return order(session, probe);
    case 'twice':
      return twice(session, probe);
    case 'overfit':
      return overfit(session, probe);
    case 'double-step':
      throw new CannotTell('optimizers of tfjs keep no gradients between steps: there is nothing to ask');
    case 'mask':
      return mask(session, probe);
    case 'label-rate':
      return labelRate(session, probe);
    case 'constant':
      return constant(session, probe);
    case 'range':
      return range(session, probe);
    case 'labels-matter':
      return labelsMatter(session, probe);
    case 'learned':
      return learned(session, probe);
    case 'matters':
      return matters(session, probe);
    case 'fresh':
      return fresh(session, probe);
    case 'told':
      return told(session, probe);
    case 'regret':
      return regret(session, probe);
    case 'label-blind':
      return labelBlind(session, probe);
    case 'halves':
      return halves(session, probe);
    case 'leak':
      return leak(session, probe);
    case 'own':
      return own(session, probe, options?.own?.[probe.id], files);
  }
}

const unknown = (message: string): Verdict => ({ verdict: 'cannot-tell', value: null, threshold: null, message });

/** Why there is no verdict, with the candidate's line where one is known. */
function reasonOf(error: unknown, step: string | null, { host }: ProbeInput, seconds: number): string {
  if (error instanceof Late) return `${step ?? 'the probe'} was not done after ${Number(seconds.toPrecision(3))} s`;
  const { message } = described(error);
  if (error instanceof CannotTell || error instanceof OfficialError || error instanceof SourceError) return message;
  const inside = host.scripts.frames(error).at(-1);
  const place = inside ? `${inside.file} line ${inside.line}: ` : step ? `${step} failed: ` : '';
  return `${place}${message}`;
}
