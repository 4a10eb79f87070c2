/** fresh: what predict and decide need is in the model, not in modules that training has changed. */
import type { ProbeOf } from '../../contract/probes/spec.ts';
import { described } from '../code/errors.ts';
import type { Contract } from '../official/contract.ts';
import { putTogether, takeApart } from '../official/model.ts';
import type { Scores } from '../official/outputs.ts';
import { agree } from './agree.ts';
import { Late } from './limit.ts';
import type { Session } from './runs.ts';
import { judged, percent, type Verdict } from './verdict.ts';

/** The model, taken apart and put together as in an official run, scores alike in newly imported modules. */
export async function fresh(session: Session, probe: ProbeOf<'fresh'>): Promise<Verdict> {
  const { valid } = await session.base(probe.rows);
  const { model } = await session.fitted(probe.rows);
  const some = session.some(valid, probe.check);
  const { tf } = session.host;
  const crossed = await putTogether(tf, await takeApart(tf, model, session.seed));
  const before = session.contract;
  // Where it fails here too, that is what is told.
  await session.predict(model, some);
  const after = await session.newlyImported();
  const scores = (contract: Contract, by: unknown, seeded: boolean): Promise<Scores> =>
    session.under(contract, () => session.predict(by, some, { seeded }));
  const failure = await failureOf(session, 'predict', () => scores(after, crossed, true));
  if (failure) return failure;
  const found = await agree(session, {
    asked: probe.tolerance,
    model,
    one: (seeded) => scores(before, model, seeded),
    other: (seeded) => scores(after, crossed, seeded),
    what: 'scores here and in newly imported modules',
  });
  if (found.verdict !== 'silent' || !before.has('decide')) return found;
  const given = await scores(before, model, true);
  const decided = (contract: Contract, by: unknown): Promise<Uint8Array> =>
    session.under(contract, () => session.decide(by, some, given));
  const first = await decided(before, model);
  let second = first;
  const stopped = await failureOf(session, 'decide', async () => {
    second = await decided(after, crossed);
  });
  if (stopped) return stopped;
  const differ = first.filter((decision, row) => decision !== second[row]).length / first.length;
  const again = differ === 0 ? first : await decided(before, model);
  if (differ === 0 || again.some((decision, row) => decision !== first[row])) return found;
  return judged(true, differ, 0, `${percent(differ)} of the decisions are others in newly imported modules`);
}

/** An alarm where a function fails that has worked before. @throws Late */
async function failureOf(session: Session, name: string, call: () => Promise<unknown>): Promise<Verdict | null> {
  try {
    await call();
    return null;
  } catch (error) {
    if (error instanceof Late) throw error;
    const inside = session.host.scripts.frames(error).at(-1);
    const place = inside ? `${inside.file} line ${inside.line}: ` : '';
    const message = `${name} fails in newly imported modules: ${place}${described(error).message}`;
    return { verdict: 'alarm', value: null, threshold: null, message };
  }
}
