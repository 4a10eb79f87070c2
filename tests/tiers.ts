/**
 * Which tier every test file belongs to: the one table that `vitest.config.ts` reads.
 *
 * A file that is named under no tier is in `fast`: it needs no interpreter, socket, child process, browser or training, and
 * `tests/support/fastGuard.ts` throws where it uses one. A file or folder is named under exactly one other tier.
 */

/** Every tier, the quickest first. `browser` also holds the specs of Playwright in `tests/e2e`. */
export const TIERS = ['fast', 'server', 'interpreters', 'browser', 'measured'] as const;

export type Tier = (typeof TIERS)[number];

/** What a tier is for, as `npm test` prints it. */
export const PURPOSE: Readonly<Record<Tier, string>> = {
  fast: 'no interpreter, socket, child process, browser or training',
  server: 'real sockets, the real store, child processes',
  interpreters: 'Python in Pyodide, TypeScript in a realm of its own',
  browser: 'Chromium, or the pages as they are built',
  measured: 'models are trained and compared, or an interpreter works for minutes',
};

/** Files and folders (with a slash at their end) of the tiers that are not `fast`, relative to the repository. */
export const ASSIGNED: Readonly<Record<Exclude<Tier, 'fast'>, readonly string[]>> = {
  server: [
    'tests/contract/oldStore.test.ts',
    'tests/contract/postgres/',
    'tests/contract/store/',
    'tests/fuzz/',
    'tests/security/accessLinks.test.ts',
    'tests/security/accessResponses.test.ts',
    'tests/security/accessTickets.test.ts',
    'tests/security/rolesMessages.test.ts',
    'tests/security/rolesRoutes.test.ts',
    'tests/security/secrets.test.ts',
    'tests/security/uploads.test.ts',
    'tests/unit/datasets/docs.test.ts',
    'tests/unit/engine/build/wheels.test.ts',
    'tests/unit/scenarios/authoring.test.ts',
    'tests/unit/scenarios/cli.test.ts',
    'tests/unit/scenarios/gate/cli.test.ts',
    'tests/unit/scenarios/kept.test.ts',
    'tests/unit/scenarios/new.test.ts',
    'tests/unit/scenarios/rooms.test.ts',
    'tests/unit/server/live/',
  ],
  interpreters: [
    'tests/contract/kernel/',
    'tests/contract/official/',
    'tests/scenarios/files.test.ts',
    'tests/unit/client/pages/helpSilent.test.ts',
    'tests/unit/engine/build/boot.test.ts',
    'tests/unit/engine/build/noProbes.test.ts',
    'tests/unit/engine/build/own.test.ts',
    'tests/unit/engine/crossing/python/mutants.test.ts',
    'tests/unit/engine/crossing/typescript/parity.test.ts',
    'tests/unit/engine/python/',
    'tests/unit/engine/typescript/arquero.test.ts',
    'tests/unit/engine/typescript/displayMarks.test.ts',
    'tests/unit/engine/typescript/displayPlots.test.ts',
    'tests/unit/engine/typescript/displayValues.test.ts',
    'tests/unit/engine/typescript/holdout.test.ts',
    'tests/unit/engine/typescript/kernel/',
    'tests/unit/engine/typescript/kernels.test.ts',
    'tests/unit/engine/typescript/officialPredicting.test.ts',
    'tests/unit/engine/typescript/officialTraining.test.ts',
    'tests/unit/engine/typescript/parity.test.ts',
    'tests/unit/engine/typescript/policy.test.ts',
    'tests/unit/engine/typescript/random.test.ts',
    'tests/unit/engine/typescript/recurrent.test.ts',
    'tests/unit/engine/typescript/silent.test.ts',
    'tests/unit/engine/typescript/training.test.ts',
    'tests/unit/engine/weights/',
    'tests/unit/scenarios/gate/python.test.ts',
    'tests/unit/scenarios/pythonData.test.ts',
  ],
  browser: [
    'tests/security/sandboxCanary.test.ts',
    'tests/security/sandboxKernel.test.ts',
    'tests/security/sandboxLoading.test.ts',
    'tests/security/sandboxOfficial.test.ts',
    'tests/security/sandboxProbing.test.ts',
    'tests/security/sandboxQuestions.test.ts',
    'tests/security/sandboxScored.test.ts',
    'tests/security/sandboxSilent.test.ts',
    'tests/security/sandboxStop.test.ts',
    'tests/security/sandboxTypescript.test.ts',
    'tests/security/typescriptEditor.test.ts',
    'tests/unit/weight.test.ts',
  ],
  measured: [
    'tests/scenarios/bank-scam-parity.test.ts',
    'tests/scenarios/bank-scam-torch.test.ts',
    'tests/scenarios/bank-scam-typescript.test.ts',
    'tests/scenarios/bank-scam.test.ts',
    'tests/scenarios/gate.test.ts',
    'tests/scenarios/gateQuick.test.ts',
    'tests/scenarios/meter-reader-typescript.test.ts',
    'tests/scenarios/meter-reader.test.ts',
    'tests/scenarios/mends.test.ts',
    'tests/scenarios/remeasured.test.ts',
    'tests/unit/engine/probes/tampering.test.ts',
    'tests/unit/engine/probes/answers.test.ts',
    'tests/unit/engine/probes/ownProbe.test.ts',
    'tests/unit/engine/probes/python.test.ts',
    'tests/unit/engine/probes/torch.test.ts',
    'tests/unit/engine/probes/typescript.test.ts',
  ],
};

/** Where vitest looks for tests. */
export const INCLUDE = 'tests/{unit,contract,scenarios,security,fuzz,torch}/**/*.test.{ts,tsx}';

/** The tiers other than `fast` that name a file: none for a file of `fast`, one for every other. */
export function tiersNaming(file: string): Exclude<Tier, 'fast'>[] {
  const names = (entry: string): boolean => (entry.endsWith('/') ? file.startsWith(entry) : file === entry);
  return (Object.keys(ASSIGNED) as Exclude<Tier, 'fast'>[]).filter((tier) => ASSIGNED[tier].some(names));
}

/** The tier's files as globs for vitest: what to include and what to leave out. */
export function globsOf(tier: Tier): { include: string[]; exclude: string[] } {
  const globs = (entries: readonly string[]): string[] =>
    entries.map((entry) => (entry.endsWith('/') ? `${entry}**/*.test.{ts,tsx}` : entry));
  if (tier === 'fast') return { include: [INCLUDE], exclude: globs(Object.values(ASSIGNED).flat()) };
  return { include: globs(ASSIGNED[tier]), exclude: [] };
}
