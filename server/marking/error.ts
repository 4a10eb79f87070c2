/** Why a result cannot be marked. */
import type { ScoreFailure, WeightInventory } from '../../protocol/score.ts';

/** A result that cannot be marked; the candidate sees `failure`. It costs no try. */
export class MarkingError extends Error {
  override readonly name = 'MarkingError';
  readonly failure: ScoreFailure;

  constructor(
    code: ScoreFailure['code'],
    stage: ScoreFailure['stage'],
    message: string,
    weights: WeightInventory | null = null,
  ) {
    super(message);
    this.failure = { code, stage, message: message.slice(0, 8_000), weights };
  }
}
