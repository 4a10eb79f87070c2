/** What a Check found, from what the sandbox's official path gave back: all of it is computed here, in the candidate's browser. */

import { isForStaff } from '../../engine/official/facts.ts';
import type { CandidateBundle } from '../../protocol/bundle.ts';
import type { CheckResult } from '../../protocol/score.ts';
import type { OfficialResult } from '../sandbox/types.ts';
import { validated } from './onValidation.ts';

type Finished = Extract<OfficialResult, { ok: true }>;

/** The check's result for the log. */
export function checkResultOf(bundle: CandidateBundle, result: Finished): CheckResult {
  const fit = result.fits[0];
  if (!fit) throw new Error('Check came back without a fit. Run it again.');
  const { metrics, remark } = result.validation ? validated(bundle, result.validation) : { metrics: [], remark: null };
  return {
    reported: fit.reported,
    metrics,
    ...(remark === null ? {} : { remark: remark.slice(0, 300) }),
    weights: fit.weights,
    budget: bundle.constraints.weights,
    rows: fit.rows.valid,
    seconds: result.seconds,
    warnings: result.notes
      .filter((note) => !isForStaff(note))
      .map((note) => note.message.slice(0, 1_000))
      .filter((text, i, all) => all.indexOf(text) === i)
      .slice(0, 50),
  };
}
