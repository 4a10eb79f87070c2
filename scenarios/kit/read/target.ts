/** The score that a form asks for: a share of the way from what is handed out to the reference, both measured. */
import type { Language } from '../../../protocol/language.ts';
import type { FormSpec } from '../manifest/schema.ts';
import { type Expected, type MeasuredRun, scaffoldOfRun } from './expectedFile.ts';
import { scaffoldOf } from './scaffold.ts';

/** A target and where it comes from: runs of this very seed, or the other seeds scaled by `naive`. */
export interface Target {
  value: number;
  basis: 'measured' | 'estimated';
}

interface TargetQuestion {
  language: Language;
  form: FormSpec;
  seed: string;
  /** Metric of acting on no row of this seed's hold-out. */
  naive: number;
}

/**
 * scaffold + form.target × (reference − scaffold), in the unit of the metric. Null where nothing was measured for this
 * language and form.
 */
export function targetOf(expected: Expected | null, question: TargetQuestion): Target | null {
  const { language, form, seed, naive } = question;
  const scaffold = scaffoldOf(language, form.framework).name;
  const runs = expected?.runs.filter((run) => scaffoldOfRun(run) === scaffold) ?? [];
  const at = (name: string, of: (run: MeasuredRun) => number, wanted?: string) =>
    mean(runs.filter((run) => run.case === name && (wanted === undefined || run.seed === wanted)).map(of));
  const between = (scaffold: number, reference: number) => scaffold + form.target * (reference - scaffold);
  const own = between(
    at(form.id, (run) => run.hidden, seed),
    at('reference', (run) => run.hidden, seed),
  );
  if (!Number.isNaN(own)) return { value: own, basis: 'measured' };
  const scaled = (run: MeasuredRun) => run.hidden / run.naive;
  const usual = between(at(form.id, scaled), at('reference', scaled)) * naive;
  return Number.isNaN(usual) ? null : { value: usual, basis: 'estimated' };
}

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
