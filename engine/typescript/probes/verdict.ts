/** What a probe answers. */
import type { ProbeResult } from '../../contract/probes/result.ts';

/** A result without what the runner adds. */
export type Verdict = Pick<ProbeResult, 'verdict' | 'value' | 'threshold' | 'message'>;

/** Thrown by a probe that cannot reach a verdict; its message is the reason. */
export class CannotTell extends Error {
  override readonly name = 'CannotTell';
}

/** A number that JSON can hold. */
export const finite = (value: unknown): number | null =>
  typeof value === 'number' && Number.isFinite(value) ? value : null;

/** Silent or alarm. @throws CannotTell where what was measured is no number, which is neither */
export function judged(alarm: boolean, value: number, threshold: number, message: string): Verdict {
  if (Number.isNaN(value) || Number.isNaN(threshold)) throw new CannotTell('what was measured is no number');
  return { verdict: alarm ? 'alarm' : 'silent', value: finite(value), threshold: finite(threshold), message };
}

/** A number for a message, three digits. */
export const short = (value: number): string => String(Number(value.toPrecision(3)));

/** A share for a message. */
export const percent = (share: number): string => `${(share * 100).toFixed(1)}%`;
