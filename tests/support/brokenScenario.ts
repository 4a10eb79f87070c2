/**
 * Deliberately broken scenarios: tests/scenarios/broken/base, a small one that passes the gate, and a folder a defect with a
 * `case.yaml` with what is changed and what the gate must report.
 */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { RULE_NAMES } from '../../scenarios/kit/gate/ruleList.ts';

const FOLDER = path.resolve(import.meta.dirname, '../scenarios/broken');
/** The scenario that every case changes. */
export const BASE = path.join(FOLDER, 'base');

const words = z.string().min(1);
const change = z.union([
  /** Text that is there exactly once, replaced. */
  z.strictObject({ file: words, find: words, put: z.string() }),
  z.strictObject({ file: words, text: z.string() }),
  z.strictObject({ file: words, remove: z.literal(true) }),
  z.strictObject({ file: words, link: words }),
]);

const brokenCase = z.strictObject({
  /** The defect, as a title of a test. */
  about: words,
  patch: z.array(change).min(1),
  expect: z.strictObject({
    rule: z.enum(RULE_NAMES),
    /** In the scenario's folder. */
    file: words,
    line: z.int().positive().optional(),
    /** Part of the message. */
    says: words,
    level: z.enum(['error', 'warning']).default('error'),
  }),
  /** `cheap`: nothing is run, since the scenario could not. */
  part: z.enum(['cheap', 'full']).default('full'),
  /** Whether this rule alone catches it, so that the scenario passes without; else why not. */
  alone: z.union([z.literal(true), words]).default(true),
  /** Whether expected.json is asked about; the others are about to write it. */
  writing: z.boolean().default(true),
});
export type BrokenCase = z.infer<typeof brokenCase> & { name: string };

/** Every case, by name. @throws naming the case whose file has another shape */
export function brokenCases(): BrokenCase[] {
  return readdirSync(FOLDER)
    .filter((name) => name !== 'base')
    .sort()
    .map((name) => {
      const parsed = brokenCase.safeParse(parse(readFileSync(path.join(FOLDER, name, 'case.yaml'), 'utf8')));
      if (parsed.success) return { ...parsed.data, name };
      throw new Error(`tests/scenarios/broken/${name}/case.yaml: ${z.prettifyError(parsed.error)}`);
    });
}

/** A copy of the base with a case's changes; its folder has the base's name, on which its data hang. */
export function writeBroken(patch: BrokenCase['patch']): { folder: string; remove: () => void } {
  const root = mkdtempSync(path.join(tmpdir(), 'broken-'));
  const folder = path.join(root, 'base');
  cpSync(BASE, folder, { recursive: true });
  for (const one of patch) {
    const file = path.join(folder, one.file);
    mkdirSync(path.dirname(file), { recursive: true });
    if ('find' in one) {
      const parts = readFileSync(file, 'utf8').split(one.find);
      if (parts.length !== 2) throw new Error(`${one.file} of the base has ${parts.length - 1} times: ${one.find}`);
      writeFileSync(file, parts.join(one.put));
    } else if ('text' in one) writeFileSync(file, one.text);
    else if ('link' in one) symlinkSync(one.link, file);
    else rmSync(file);
  }
  return { folder, remove: () => rmSync(root, { recursive: true, force: true }) };
}
