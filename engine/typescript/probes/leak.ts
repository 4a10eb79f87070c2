/** leak: tensors that a call leaves behind and nothing holds. */
import type { ProbeOf } from '../../contract/probes/spec.ts';
import { heldTensors } from '../libraries/tensorflow/leaks.ts';
import { without } from '../official/rows.ts';
import { copied } from './change.ts';
import type { Session } from './runs.ts';
import { judged, short, type Verdict } from './verdict.ts';

/** Tensors alive grow by every call of a function, those apart that its answer holds. */
export async function leak(session: Session, probe: ProbeOf<'leak'>): Promise<Verdict> {
  const { tf } = session.host;
  const base = await session.base(probe.rows);
  const { model, prep } = await session.fitted(probe.rows);
  const { label } = session.config;
  const call = (): Promise<unknown> =>
    probe.function === 'predict'
      ? session.call('predict', [model, copied(without(base.valid, label))])
      : session.call('fit', [copied(base.train), prep, session.seed]);
  const known = heldTensors([model, prep]);
  // The first call may fill caches of the library.
  await call();
  let left = 0;
  for (let i = 0; i < probe.calls; i++) {
    const before = tf.memory().numTensors;
    const answer = await call();
    const held = [...heldTensors([answer])].filter((id) => !known.has(id)).length;
    left += tf.memory().numTensors - before - held;
  }
  const grown = left / probe.calls;
  const message = `each call of ${probe.function} leaves ${short(grown)} tensors that nothing holds`;
  return judged(grown > probe.most, grown, probe.most, message);
}
