/** What an edit makes of a planted bug, as the probes should tell it. */
export interface Edit {
  name: string;
  bug: string;
  /** Pairs of texts, old and new; each old one must be in one of the files. */
  changes: readonly (readonly [string, string])[];
  /** `gone`: all silent. `open`: an alarm. `left out`: gone, but the columns move nothing any more. `cannot tell`: neither alarm nor silence. */
  told: 'gone' | 'open' | 'left out' | 'cannot tell';
}

/** The files with the changes made. @throws Error where a text is not there */
export function edited(
  files: Readonly<Record<string, string>>,
  { name, changes }: Edit,
): Readonly<Record<string, string>> {
  let now = files;
  for (const [old, by] of changes) {
    if (!Object.values(now).some((text) => text.includes(old))) throw new Error(`${name}: no file has ${old}`);
    now = Object.fromEntries(Object.entries(now).map(([file, text]) => [file, text.replace(old, () => by)]));
  }
  return now;
}
