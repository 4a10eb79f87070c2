/** What every scenario hands out: each subset of bugs is a program, and nothing of it reveals to a candidate what is planted. */
import path from 'node:path';
import ts from 'typescript';
import { beforeAll, describe, expect, it } from 'vitest';
import { bootInNode } from '../../engine/build/pythonRuntime.ts';
import { candidateBundle, staffBundle } from '../../protocol/bundle.ts';
import { ENDING, type Language } from '../../protocol/language.ts';
import { published } from '../../scenarios/kit/data/source.ts';
import { loadScenarios } from '../../scenarios/kit/read/load.ts';
import { bugIds } from '../../scenarios/kit/read/regions.ts';
import { scaffoldOf } from '../../scenarios/kit/read/scaffold.ts';
import { bugsIn } from '../../scenarios/kit/read/scenario.ts';
import { referenceFiles, render, renderFiles } from '../../scenarios/kit/render/files.ts';
import { toCandidateBundle, toStaffBundle } from '../../scenarios/kit/render/project.ts';
import { makeVariant } from '../../scenarios/kit/render/variant.ts';
import { typeErrors } from '../support/typeErrors.ts';

const scenarios = [...(await loadScenarios(path.resolve(import.meta.dirname, '../../scenarios'))).values()];

let parse: (text: string) => number;
beforeAll(async () => {
  const { pyodide } = await bootInNode({ packages: [] });
  parse = pyodide.runPython('import ast\nlambda text: len(ast.parse(text).body)');
}, 120_000);

describe.each(scenarios.map((scenario) => ({ slug: scenario.slug, scenario })))('$slug', ({ scenario }) => {
  /**
   * Every text that some subset of bugs gives a file, and those of the test-solve. A file depends on the bugs that have a region in
   * it alone, so their subsets are enough.
   */
  function everyText(language: Language, framework: string | null): string[] {
    const texts = new Set<string>(Object.values(referenceFiles(scenario, scaffoldOf(language, framework))));
    const contract = Object.entries(scenario.spec.contract.functions);
    for (const template of scenario.scaffold[scaffoldOf(language, framework).name] ?? []) {
      const ids = bugIds(template);
      const stem = path.basename(template.path, ENDING[language]);
      const defined = contract.filter(([, file]) => file === stem).map(([name]) => name);
      for (let bits = 0; bits < 2 ** ids.length; bits++) {
        const text = render(template, new Set(ids.filter((_, at) => bits & (2 ** at))));
        for (const name of defined)
          if (!text.includes(language === 'python' ? `\ndef ${name}(` : `function ${name}(`))
            expect.fail(`${template.path} with bugs ${bits.toString(2)} defines no ${name}`);
        texts.add(text);
      }
    }
    expect(texts.size).toBeGreaterThan(10);
    for (const text of texts) {
      expect(text).not.toMatch(/@(bug|fix|end)\b|\n\n\n\n/);
      for (const { id } of scenario.spec.bugs) expect(text).not.toContain(id);
    }
    return [...texts];
  }

  it('[SN15] every subset of bugs renders to Python that parses, defines the contract and shows no marker', () => {
    const frameworks = [null, ...scenario.spec.frameworks.map(({ id }) => id)];
    for (const framework of frameworks)
      for (const text of everyText('python', framework)) expect(parse(text)).toBeGreaterThan(0);
  });

  it('[SN15] every subset of bugs renders to TypeScript that parses, defines the contract and shows no marker', () => {
    for (const text of everyText('typescript', null)) {
      const { diagnostics } = ts.transpileModule(text, { reportDiagnostics: true });
      expect(diagnostics, text).toEqual([]);
    }
  });

  it('[SN15] the editor finds no error of types, whichever bug is planted', () => {
    const bugs = bugsIn(scenario, 'typescript').map(({ id }) => [id]);
    const variants = [[], ...bugs].map((ids) => renderFiles(scenario, scaffoldOf('typescript'), new Set(ids)));
    const { 'explore.ts': _, ...solved } = referenceFiles(scenario, scaffoldOf('typescript'));
    const form = scenario.spec.forms.find(({ languages }) => languages.includes('typescript'))?.id ?? '';
    const rows = { train: 200, holdout: 100 };
    const bundle = toCandidateBundle(
      makeVariant(scenario, { form, source: published('types'), language: 'typescript', rows }),
    );
    expect(typeErrors(bundle, [...variants, solved])).toEqual([]);
  });

  it('[SN10] nothing secret is in what a candidate gets, in any form', () => {
    const choices = scenario.spec.forms.flatMap((form) => form.languages.map((language) => ({ form, language })));
    for (const { form, language } of choices) {
      const rows = { train: 200, holdout: 100 };
      const made = makeVariant(scenario, { form: form.id, source: published('seed-7d20'), language, rows });
      const shown = JSON.stringify(candidateBundle.parse(toCandidateBundle(made)));
      const staff = staffBundle.parse(toStaffBundle(made));
      const secrets = [
        ...staff.findings.flatMap(({ id, title, description, questions, strong, weak }) => [
          id,
          title,
          description,
          ...questions,
          ...strong,
          ...weak,
        ]),
        ...staff.rubric.flatMap(({ title, question, levels }) => [title, question, ...levels]),
        ...staff.guide.map(({ body }) => body.slice(0, 60)),
        ...scenario.spec.forms.map(({ id }) => id),
        ...scenario.spec.twists.flatMap(({ title, tell }) => [title, tell.trim()]),
        ...['seed-7d20', staff.notPlanted, 'amount_eur', 'expected.json', 'solves.json', 'reference'],
        // A single word such as `flips` may well be that of a library.
      ].filter((secret) => /[-\s_.]|^reference$/.test(secret));
      for (const secret of secrets)
        expect(shown, `${form.id} in ${language}: ${secret}`).not.toContain(JSON.stringify(secret).slice(1, -1));
      for (const file of form.bugs.length > 0 ? Object.values(made.files) : [])
        expect(file).not.toMatch(/\b(bug|leak|fixme|todo|planted|hack|wrong)/i);
    }
  });
});
