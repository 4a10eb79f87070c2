/** regret: what decisions cost, over what the best ones would, at chances that the probe sets. */
import type { ProbeOf } from '../../contract/probes/spec.ts';
import { column, hasColumn } from '../official/rows.ts';
import type { Session } from './runs.ts';
import { shuffled } from './shuffled.ts';
import { width } from './statistics.ts';
import { CannotTell, judged, short, type Verdict } from './verdict.ts';

/** Where a rule that weighs costs changes its mind between cheap and dear rows. */
const CHANCES = [0.005, 0.01, 0.02, 0.035, 0.06, 0.1, 0.15, 0.22, 0.3, 0.4, 0.5, 0.6];
/** Times that chances are dealt out anew to the rows. */
const ROUNDS = 4;

/**
 * Expected cost of what `decide` does, over the least possible, where each row's chance is known. Acting costs `act`; not acting
 * costs, with the row's chance, what stands in the column `missed`, at most `most`. Where the column can be read in two ways, the one
 * at which decisions do better counts.
 */
export async function regret(session: Session, probe: ProbeOf<'regret'>): Promise<Verdict> {
  const { valid } = await session.base(probe.rows);
  const { model } = await session.fitted(probe.rows);
  if ((session.config.choices ?? 2) !== 2)
    throw new CannotTell('there are more than two decisions: which one acts is not known');
  const scores = await session.predict(model, valid);
  const wide = width(scores);
  if (wide > 2 || scores.values.some((score) => score < 0 || score > 1))
    throw new CannotTell('scores are no probabilities of two classes');
  const readings = readingsOf(valid, probe).map((stakes) => ({ stakes, cost: 0, least: 0 }));
  const n = scores.values.length / wide;
  for (let round = 0; round < ROUNDS; round++) {
    const dealt = Array.from({ length: n }, (_, row) => CHANCES[row % CHANCES.length] as number);
    const chances = shuffled(dealt, session.seed * 1_000 + round);
    const values = Float64Array.from(chances.flatMap((chance) => (wide === 1 ? [chance] : [1 - chance, chance])));
    const acts = await session.decide(model, valid, { ...scores, values });
    for (const reading of readings)
      for (const [row, stake] of reading.stakes.entries()) {
        const waits = (chances[row] as number) * stake;
        reading.cost += acts[row] === 1 ? probe.act : waits;
        reading.least += Math.min(probe.act, waits);
      }
  }
  if (readings.some(({ least }) => least <= 0))
    throw new CannotTell(`nothing is at stake in the column ${probe.missed}`);
  const ratio = Math.min(...readings.map(({ cost, least }) => cost / least));
  const message = `at chances from 0.5 to 60 % decisions cost ${short(ratio)} times what the best ones would`;
  return judged(ratio >= probe.threshold, ratio, probe.threshold, message);
}

/**
 * What is at stake in each row, once for each way to read the column.
 * @throws CannotTell where the column is not there or holds no numbers
 */
function readingsOf(valid: unknown, { missed: name, most, also }: ProbeOf<'regret'>): number[][] {
  if (!hasColumn(valid, name)) throw new CannotTell(`the rows of split have no column ${name}`);
  const missed = Array.from(column(valid, name, 'split'), Number);
  if (!missed.every(Number.isFinite)) throw new CannotTell(`the column ${name} holds what is no number`);
  const readings = [missed];
  if (also && hasColumn(valid, also.column)) {
    const groups = column(valid, also.column, 'split').map(String);
    readings.push(missed.map((value, row) => (groups[row] === also.value ? value * also.factor : value)));
  }
  return readings.map((reading) =>
    reading.map((value) => Math.min(Math.max(value, 0), most ?? Number.POSITIVE_INFINITY)),
  );
}
