/**
 * The two scores that a form asks for, from what was measured: *sound*, which every planted bug mended gives, and *strong*, on the way
 * from there to the reference.
 */
import type { Language } from '../../../protocol/language.ts';
import type { DataSource } from '../data/source.ts';
import type { FormSpec, ScenarioSpec } from '../manifest/schema.ts';
import { type Expected, type MeasuredRun, scaffoldOfRun } from './expectedFile.ts';
import { PUBLIC_SHARE } from './publicShare.ts';
import { scaffoldOf } from './scaffold.ts';

/** Both in the unit of the metric. `basis`: from runs on these very data, or from those on others. */
export interface Targets {
  sound: number;
  strong: number;
  basis: 'measured' | 'estimated';
}

interface TargetQuestion {
  language: Language;
  form: Pick<FormSpec, 'framework' | 'strong'>;
  source: Pick<DataSource, 'kind' | 'label'>;
  better: ScenarioSpec['metric']['better'];
  /** Metric of acting on no row of the training rows (see `naiveValue`). */
  naive: number;
}

/**
 * What a mended scaffold scores is eased by this many times what its noise may move it (half its 95 % interval), so that a score like it
 * reaches the target beyond its own noise; more than once, since refits add to the noise and a case is measured with one fit.
 */
const REACHES = 1.2;
/** And by this many standard deviations between data sets, where these data were not measured: on nine of ten such data sets clean is better. */
const SPREADS = 1.28;

/**
 *     sound  = clean, worse by 1.2 reach + 1.28 spread
 *     strong = clean + form.strong x (reference - clean)
 *
 * On data that were measured these are their own runs, and `spread` is 0. On others they are means over the measured data, each scaled
 * by how far doing nothing costs more or less here than there ({@link shareOfNaive}); `spread` is the standard deviation of clean about
 * its mean. Null where clean or reference were not measured for this language and framework.
 */
export function targetsOf(expected: Expected | null, question: TargetQuestion): Targets | null {
  const { language, form, source, better, naive } = question;
  const scaffold = scaffoldOf(language, form.framework).name;
  const runs = expected?.runs.filter((run) => scaffoldOfRun(run) === scaffold) ?? [];
  const of = (name: string) => runs.filter((run) => run.case === name && run.reach !== undefined);
  // Only public data are measured; what is drawn from secrets bears a label that says nothing.
  const isOwn = (run: MeasuredRun) => source.kind !== 'secrets' && run.seed === source.label;
  const isMeasured = [of('clean'), of('reference')].every((all) => all.some(isOwn));
  const share = isMeasured ? 0 : shareOfNaive([of('clean'), of('reference')]);
  const scaled = (name: string, value: (run: MeasuredRun) => number) =>
    of(name)
      .filter((run) => !isMeasured || isOwn(run))
      .map((run) => value(run) * (share === 0 ? 1 : (naive / run.naive) ** share));
  const clean = scaled('clean', ({ hidden }) => hidden);
  const reference = scaled('reference', ({ hidden }) => hidden);
  if (clean.length === 0 || reference.length === 0) return null;
  const reach = mean(scaled('clean', ({ reach }) => reach ?? 0));
  const slack = REACHES * reach + SPREADS * deviation(clean);
  return {
    sound: mean(clean) + (better === 'lower' ? slack : -slack),
    strong: mean(clean) + form.strong * (mean(reference) - mean(clean)),
    basis: isMeasured ? 'measured' : 'estimated',
  };
}

/**
 * What `reach` is on the rows that decide, the final part of a hold-out: noise of the choice of rows falls with the root of their number.
 * @param measured rows that it was measured on
 * @param declared rows of the hold-out of an interview
 */
export const decidingReach = (reach: number, measured: number, declared: number): number =>
  reach * Math.sqrt(measured / ((1 - PUBLIC_SHARE) * declared));

/** Data sets from which on a slope says something. */
const LEAST = 3;

/**
 * How much of a difference in the cost of doing nothing comes back in the scores, from 0 (it is the luck of the training rows) to 1 (a
 * world where everything costs more): the slope of log score on log cost over the measured data, case by case about its mean. 1 where
 * too few data were measured to tell, or a score has no logarithm.
 */
function shareOfNaive(cases: readonly MeasuredRun[][]): number {
  let [products, squares] = [0, 0];
  for (const runs of cases) {
    if (runs.length < LEAST || runs.some(({ hidden, naive }) => hidden <= 0 || naive <= 0)) return 1;
    const x = centred(runs.map(({ naive }) => Math.log(naive)));
    const y = centred(runs.map(({ hidden }) => Math.log(hidden)));
    for (const [at, value] of x.entries()) {
      products += value * (y[at] as number);
      squares += value ** 2;
    }
  }
  return squares === 0 ? 1 : Math.min(1, Math.max(0, products / squares));
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function centred(values: readonly number[]): number[] {
  const middle = mean(values);
  return values.map((value) => value - middle);
}

/** Of a sample; 0 of a single value. */
function deviation(values: readonly number[]): number {
  if (values.length < 2) return 0;
  return Math.sqrt(centred(values).reduce((sum, value) => sum + value ** 2, 0) / (values.length - 1));
}
