/** What the build of the pages leaves out of libraries. */
import { expect, it } from 'vitest';
import { leaveOut } from '../../../build/monacoDiet.ts';

const EDITOR = '/lib/vs/editor/browser/gpu/viewGpuContext.js';

/** The plugin's hooks as Rollup calls them, without a build. */
function hooks() {
  const { load, transform, buildEnd } = leaveOut() as unknown as {
    load(id: string): { code: string } | null;
    transform(code: string, id: string): { code: string } | null;
    buildEnd(error?: Error): void;
  };
  return { load, transform, buildEnd };
}

it('[PW4] a module that is left out gives its names back, and whoever calls one is told where it is named', () => {
  const { code } = hooks().load(EDITOR) ?? { code: '' };
  expect(code).toContain('export function ViewGpuContext()');
  expect(code).toContain('build/monacoDiet.ts');
  expect(hooks().load('/lib/vs/editor/editor.js')).toBeNull();
});

it('[PW4] a name that the library no longer has fails the build', () => {
  const { load, buildEnd } = hooks();
  load(EDITOR);
  expect(() => buildEnd()).toThrow(/names what the build no longer has: .*viewLinesGpu\.js/);
});

it('[PW4] a build that meets nothing of the editor, as a worker’s, is not asked for it', () => {
  expect(() => hooks().buildEnd()).not.toThrow();
});
