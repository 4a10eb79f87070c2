/** `solves.json`: test-solves of a scenario, by people and by scripts, newest last. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { language } from '../../../protocol/language.ts';
import { targetName } from '../../../protocol/target.ts';
import { parseYaml } from '../manifest/yaml.ts';

const score = z.strictObject({
  /** Metric on the public 30 % and on the private 70 % of the hold-out. */
  public: z.number(),
  final: z.number(),
  /** Targets that were reached, by more than the noise of the score; null where the variant has none. */
  reached: z.array(targetName).nullable().optional(),
  /** In solves from when there was one target: whether it was. */
  reachedTarget: z.boolean().nullable().optional(),
});

const solve = z.strictObject({
  who: z.string().min(1),
  /** A script has read the answer beforehand: its minutes say how long the machine computes and nothing about people. */
  by: z.enum(['person', 'script']),
  /** Day, `YYYY-MM-DD`. */
  on: z.iso.date(),
  /** Of the scenario. */
  version: z.string(),
  /** Null where no form has the bugs that were planted. */
  form: z.string().nullable(),
  seed: z.string(),
  language,
  minutes: z.number().nonnegative(),
  /** In the order in which they were made; of a person's, those that were never made come last. */
  fixes: z.array(
    z.strictObject({
      bug: z.string(),
      how: z.enum(['fixed', 'changed', 'open']),
      minute: z.number().nullable(),
      /** Score after this fix, where one was made for it: of scripts. */
      score: score.optional(),
    }),
  ),
  /** The last one; null where nothing was scored. */
  score: score.nullable(),
  weights: z.number().int().nonnegative().nullable(),
});
export type Solve = z.infer<typeof solve>;
export type SolveScore = z.infer<typeof score>;

const file = (folder: string) => path.join(folder, 'solves.json');

/** All solves of a scenario's folder. @throws AuthoringError where the file is not what it should be */
export function readSolves(folder: string): Solve[] {
  if (!existsSync(file(folder))) return [];
  const shown = `scenarios/${path.basename(folder)}/solves.json`;
  return parseYaml(shown, readFileSync(file(folder), 'utf8'), z.array(solve));
}

/** Adds one, a line each, so that a difference between versions can be read. */
export function recordSolve(folder: string, made: Solve): void {
  const all = [...readSolves(folder), solve.parse(made)];
  writeFileSync(file(folder), `[\n${all.map((solved) => JSON.stringify(solved)).join(',\n')}\n]\n`);
}

/** Today in UTC, `YYYY-MM-DD`. */
export const today = (): string => new Date().toISOString().slice(0, 10);
