/** `expected.json`: what scaffolds and references scored when they were measured last, and what the probes answered. */
import { z } from 'zod';
import { language } from '../../../protocol/language.ts';
import { scaffoldOf } from './scaffold.ts';

/** One official run: `case` is `clean`, `reference`, a form's id or `bug:` and a bug's id. */
const measuredRun = z.strictObject({
  language,
  /** Left out for the language's scaffold without a framework. */
  framework: z.string().optional(),
  /** Label of the published pair that the data were drawn from. */
  seed: z.string(),
  case: z.string(),
  reported: z.strictObject({ name: z.string(), value: z.number(), better: z.enum(['higher', 'lower']) }),
  /** Metric on the hold-out. */
  hidden: z.number(),
  /** Half of the 95 % interval of `hidden`, refits included; runs of earlier versions lack it. */
  reach: z.number().nonnegative().optional(),
  /** Metric of acting on no row of the training rows (see `naiveValue`). */
  naive: z.number(),
  /** Hidden minus the clean scaffold's, and its paired standard deviation. */
  diff: z.number(),
  sd: z.number().nonnegative(),
  /** The other metrics on the hold-out, by name. */
  secondary: z.record(z.string(), z.number()).optional(),
  weights: z.number().int().nonnegative(),
});
export type MeasuredRun = z.infer<typeof measuredRun>;

/** What the probes answered to one case, over the seeds; `alarms` and `unable` count seeds, a probe that was silent is in neither. */
const measuredProbes = z.strictObject({
  /** `python`, `python-torch`, `typescript`. */
  scaffold: z.string(),
  case: z.string(),
  seeds: z.int().positive(),
  alarms: z.record(z.string(), z.int().positive()),
  unable: z.record(z.string(), z.int().positive()).optional(),
  /** Median over seeds of what each probe measured. */
  values: z.record(z.string(), z.number().nullable()),
});
export type MeasuredProbes = z.infer<typeof measuredProbes>;

export const expectedSchema = z.strictObject({
  /** Hold-out rows that each run was measured on. */
  holdout: z.int().positive(),
  /** By scaffold: sha256 of what its measurements rest on (gate/contentHash.ts). */
  hashes: z.record(z.string(), z.string()).optional(),
  /** By seed: sha256 of the data. */
  data: z.record(z.string(), z.string()).optional(),
  /** By scaffold: the slowest case's quickest fit, in seconds of the machine that measured. */
  fitSeconds: z.record(z.string(), z.number()).optional(),
  runs: z.array(measuredRun).min(1),
  probes: z.array(measuredProbes).optional(),
});
export type Expected = z.infer<typeof expectedSchema>;

/** As it is written: a line a run, so that a difference between versions can be read. */
export function expectedText({ holdout, hashes, data, fitSeconds, runs, probes }: Expected): string {
  const line = (value: unknown) => JSON.stringify(value);
  const many = (name: string, values: readonly unknown[]) => `${line(name)}: [\n${values.map(line).join(',\n')}\n]`;
  const parts = [
    `"holdout": ${holdout}`,
    ...Object.entries({ hashes, data, fitSeconds })
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => `${line(name)}: ${JSON.stringify(value, null, 1)}`),
    many('runs', runs),
    ...(probes ? [many('probes', probes)] : []),
  ];
  return `{\n${parts.join(',\n')}\n}\n`;
}

/** Name of the scaffold of a run: `python`, `python-torch`. */
export function scaffoldOfRun({ language, framework }: MeasuredRun): string {
  return scaffoldOf(language, framework ?? null).name;
}

/** A run as it is stored: six digits, and nothing that depends on the machine. */
export function storedRun(run: MeasuredRun): MeasuredRun {
  const round = (value: number) => Number(value.toPrecision(6));
  const { language, framework, seed, case: name, reported, hidden, reach, naive, diff, sd, secondary, weights } = run;
  const others = Object.entries(secondary ?? {}).map(([metric, value]) => [metric, round(value)]);
  return {
    language,
    ...(framework === undefined ? {} : { framework }),
    seed,
    case: name,
    reported: { ...reported, value: round(reported.value) },
    hidden: round(hidden),
    ...(reach === undefined ? {} : { reach: round(reach) }),
    naive: round(naive),
    diff: round(diff),
    sd: round(sd),
    ...(others.length > 0 ? { secondary: Object.fromEntries(others) } : {}),
    weights,
  };
}
