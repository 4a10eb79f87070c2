/** Every text that a scaffold can give a file: of each form, each bug alone, everything fixed, and the test-solve. */
import { bugsIn, type Scenario } from '../read/scenario.ts';
import { referenceFiles, renderFiles } from '../render/variant.ts';
import type { Scaffold } from './facts.ts';

export interface RenderedFiles {
  /** What is planted, in words. */
  of: string;
  /** Null for the test-solve. */
  bugs: ReadonlySet<string> | null;
  files: Record<string, string>;
}

export function renderings(scenario: Scenario, { name, language, framework }: Scaffold): RenderedFiles[] {
  const forms = scenario.spec.forms.filter((form) => form.languages.includes(language) && form.framework === framework);
  const sets = [
    { of: 'everything fixed', bugs: [] },
    ...bugsIn(scenario, name).map(({ id }) => ({ of: `the bug ${id}`, bugs: [id] })),
    ...forms.map((form) => ({ of: `form ${form.id}`, bugs: form.bugs })),
  ];
  return [
    ...sets.map(({ of, bugs }) => {
      const planted = new Set(bugs);
      return { of, bugs: planted, files: renderFiles(scenario, language, planted, framework) };
    }),
    { of: 'the test-solve', bugs: null, files: referenceFiles(scenario, language, framework) },
  ];
}
