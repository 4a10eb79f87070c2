/** Every text that a scaffold can give a file: of each form, each bug alone, everything fixed, and the test-solve. */
import { formsOf, type Scaffold } from '../read/scaffold.ts';
import { bugsIn, type Scenario } from '../read/scenario.ts';
import { referenceFiles, renderFiles } from '../render/files.ts';

export interface RenderedFiles {
  /** What is planted, in words. */
  of: string;
  /** Null for the test-solve. */
  bugs: ReadonlySet<string> | null;
  files: Record<string, string>;
}

export function renderings(scenario: Scenario, scaffold: Scaffold): RenderedFiles[] {
  const sets = [
    { of: 'everything fixed', bugs: [] },
    ...bugsIn(scenario, scaffold.name).map(({ id }) => ({ of: `the bug ${id}`, bugs: [id] })),
    ...formsOf(scenario.spec, scaffold).map((form) => ({ of: `form ${form.id}`, bugs: form.bugs })),
  ];
  return [
    ...sets.map(({ of, bugs }) => {
      const planted = new Set(bugs);
      return { of, bugs: planted, files: renderFiles(scenario, scaffold, planted) };
    }),
    { of: 'the test-solve', bugs: null, files: referenceFiles(scenario, scaffold) },
  ];
}
