/** What has grown while rows were predicted, in the model or in a module: rows may have been kept there. */
import type { Held } from './contract.ts';
import type { Note } from './run.ts';

export interface Growth {
  /** Of the module; null for the model. */
  file: string | null;
  name: string;
  /** Weights of the model, or values that the name holds. */
  before: number;
  after: number;
}

/** Names whose values have become more. */
export function grownNames(before: readonly Held[], after: readonly Held[]): Growth[] {
  return after.flatMap(({ file, name, values }) => {
    const known = before.find((held) => held.file === file && held.name === name)?.values ?? 0;
    return values > known ? [{ file, name, before: known, after: values }] : [];
  });
}

/** One note per name: from its first size to its last. */
export function growthNotes(grown: readonly Growth[]): Note[] {
  const byName = new Map<string, Growth>();
  for (const growth of grown) {
    const key = `${growth.file} ${growth.name}`;
    byName.set(key, { ...growth, before: byName.get(key)?.before ?? growth.before });
  }
  return [...byName.values()].map(({ file, name, before, after }) => ({
    kind: 'growth',
    file,
    name,
    message: file
      ? `${name} in ${file} grew while predicting: ${before} values before, ${after} after`
      : `${name} grew while predicting: ${before} weights before, ${after} after`,
  }));
}
