/** What a probe answers. It comes from an interpreter that ran the candidate's code, so whoever reads it checks it. */
import { z } from 'zod';

const VERDICTS = ['silent', 'alarm', 'cannot-tell'] as const;

export const probeResult = z.strictObject({
  /** Of the probe. */
  id: z.string(),
  verdict: z.enum(VERDICTS),
  /** What was measured; null where nothing was. */
  value: z.number().nullable(),
  /** What it was compared with. */
  threshold: z.number().nullable(),
  /** One sentence for staff: what was seen, or why there is no verdict. */
  message: z.string().max(2_000),
  /** Seconds that the probe took, work shared with earlier ones not counted. */
  seconds: z.number().nonnegative(),
});
export type ProbeResult = z.infer<typeof probeResult>;

/** What is the same for all probes of a call. */
export interface ProbeOptions {
  /** Seed of the contract functions; 1 where absent. */
  seed?: number;
  /** Seconds that a probe may take; 120 where absent. */
  seconds?: number;
  /** Seconds that all probes may take together; what is not asked by then is "cannot tell". No bound where absent. */
  budget?: number;
  /** Text of the author's code by id, for probes of the kind `own`. */
  own?: Readonly<Record<string, string>>;
  /** Called with each result as soon as it is known. */
  onResult?: (result: ProbeResult) => void;
}
