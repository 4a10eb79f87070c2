/**
 * The rules that look at a scenario that was read, in the order in which they complain. A new one is a file here, a line below
 * and a row of ruleList.ts. The rules of reading (GA1) are in read/: load.ts and the files of mistakes beside it.
 */
import type { Complaint } from '../complaint.ts';
import type { Facts } from '../facts.ts';
import type { Measured } from '../measured.ts';
import { alarms } from './alarms.ts';
import { brief } from './brief.ts';
import { budget } from './budget.ts';
import { claims } from './claims.ts';
import { clean } from './clean.ts';
import { cleared } from './cleared.ts';
import { constant } from './constant.ts';
import { effect } from './effect.ts';
import { emptyRegions } from './emptyRegions.ts';
import { fitTime } from './fitTime.ts';
import { hints } from './hints.ts';
import { hurts } from './hurts.ts';
import { judged } from './judged.ts';
import { masked } from './masked.ts';
import { uncounted } from './quirks.ts';
import { quiz } from './quiz.ts';
import { runs } from './runs.ts';
import { stale } from './stale.ts';
import { target } from './target.ts';
import { twists } from './twists.ts';

/** Rules about what was written; nothing is generated or run for them. */
export const READING_RULES: readonly ((facts: Facts) => Complaint[])[] = [
  hints,
  judged,
  claims,
  twists,
  quiz,
  stale,
  emptyRegions,
  brief,
  uncounted,
];

/** Rules about what came out of the runs of a scaffold. */
export const MEASURED_RULES: readonly ((facts: Facts, measured: Measured) => Complaint[] | Promise<Complaint[]>)[] = [
  runs,
  clean,
  alarms,
  masked,
  cleared,
  effect,
  hurts,
  target,
  constant,
  budget,
  fitTime,
];
