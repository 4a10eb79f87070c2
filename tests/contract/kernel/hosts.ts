/** The kernels under test, in Node as a browser's worker drives them; every item they send is checked against its schema. */
import { readFileSync } from 'node:fs';
import { startTypescriptInNode } from '../../../engine/build/typescriptRuntime.ts';
import type { RunAnswer, RunRequest } from '../../../engine/contract/kernel.ts';
import type { OfficialConfig } from '../../../engine/contract/official.ts';
import type { Question } from '../../../engine/contract/question.ts';
import { trackOf } from '../../../engine/tracks.ts';
import type { Language } from '../../../protocol/language.ts';
import { type OutputItem, outputItem } from '../../../protocol/output.ts';
import { kernelInNode } from '../../support/pythonKernel.ts';

export interface Ran extends RunAnswer {
  items: OutputItem[];
}

/** A kernel that has just started. */
export interface Session {
  run(request: RunRequest): Promise<Ran>;
  ask(question: Question): unknown;
}

export interface Host {
  language: Language;
  /** Tests that this language does not pass, by a part of their titles, and why. */
  skip: { reason: string; tests: readonly string[] } | null;
  /** A kernel whose folder holds `rows.csv`. */
  open(config: OfficialConfig): Promise<Session>;
}

const ROWS = 'id,a\n7,0.5\n8,1.5\n';

const python: Host = {
  language: 'python',
  skip: null,
  async open(config) {
    const packages = ['numpy', 'pandas', 'matplotlib', 'joblib'];
    const kernel = await kernelInNode(packages, { data: { 'rows.csv': ROWS }, config });
    return {
      async run({ code, files, ...request }) {
        const { status, weights, items } = kernel.run(code, { ...request, files: { ...files } });
        return { status, weights, items };
      },
      ask: (question) => kernel.ask(question),
    };
  },
};

const typescript: Host = {
  language: 'typescript',
  skip: { reason: 'the editor asks its TypeScript compiler, not the kernel', tests: ['for what a name may go on to'] },
  async open(config) {
    const runtime = await startTypescriptInNode();
    runtime.write('rows.csv', new TextEncoder().encode(ROWS));
    let items: OutputItem[] = [];
    const kernel = runtime.kernel((text) => {
      for (const item of JSON.parse(text) as unknown[]) items.push(outputItem.parse(item));
    }, config);
    return {
      async run(request) {
        items = [];
        const answer = await kernel.run(request);
        return { ...answer, items };
      },
      ask() {
        throw new Error('a kernel of this language answers no questions');
      },
    };
  },
};

export const HOSTS: readonly Host[] = [python, typescript];

/** A cell of a language's `explore` file: its text below the title, and the line at which that begins. */
export interface Cell {
  code: string;
  startLine: number;
}

/** Cells by title (`# %% title`, `// %% title`), and the text of the module beside them. */
export function programsOf(language: Language): { cell(title: string): Cell; titles: string[]; module: string } {
  const { extension } = trackOf(language);
  const text = (stem: string): string =>
    readFileSync(new URL(`./programs/${language}/${stem}${extension}`, import.meta.url), 'utf8');
  const cells = new Map<string, { lines: string[]; startLine: number }>();
  let current: { lines: string[]; startLine: number } | undefined;
  for (const [at, line] of text('explore').split('\n').entries()) {
    const title = /^(?:#|\/\/) %% (.*)$/.exec(line)?.[1];
    if (title !== undefined) {
      current = { lines: [], startLine: at + 2 };
      cells.set(title, current);
    } else current?.lines.push(line);
  }
  return {
    titles: [...cells.keys()],
    module: text('work'),
    cell(title) {
      const found = cells.get(title);
      if (!found) throw new Error(`${language} has no cell "${title}"`);
      return { code: found.lines.join('\n').trimEnd(), startLine: found.startLine };
    },
  };
}
