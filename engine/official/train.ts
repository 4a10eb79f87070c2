/** Trains every fit of an official run, one call each: what a call gets is the same in a Check and in a score. */
import { type OfficialConfig, type TrainAnswer, trainAnswer } from '../contract/official.ts';

/** One fit that has been trained. */
type Fit = Extract<TrainAnswer, { ok: true }>['fits'][number];

/**
 * Fits in the order of `config.seeds`; ends with the first that fails, or that is not to be followed by others.
 * @param train calls an interpreter, the same for all fits, with the configuration of one
 * @param goesOn whether the next fit follows this one
 */
export async function trainAll(
  train: (config: OfficialConfig, fit: number) => Promise<unknown>,
  config: OfficialConfig,
  goesOn: (fit: Fit) => boolean = () => true,
): Promise<TrainAnswer> {
  const all: Extract<TrainAnswer, { ok: true }> = { ok: true, fits: [], notes: [] };
  for (const [fit, seed] of config.seeds.entries()) {
    const answer = trainAnswer.parse(await train({ ...config, seeds: [seed] }, fit));
    if (!answer.ok) return { ...answer, notes: [...all.notes, ...answer.notes] };
    all.fits.push(...answer.fits);
    const known = new Set(all.notes.map(({ message }) => message));
    all.notes.push(...answer.notes.filter(({ message }) => !known.has(message)));
    if (!answer.fits.every(goesOn)) break;
  }
  return all;
}
