import { describe, expect, it } from 'vitest';
import { ownClasses, readCode } from '../../../../../engine/crossing/typescript/code.ts';
import { runningTypescript } from '../../../../../engine/crossing/typescript/running.ts';
import { refusal } from './corpus.ts';

describe('the text that runs', () => {
  const running = (text: string): string => runningTypescript({ 'model.ts': text }, ['model.ts'])['model.ts'] as string;

  it('[AR20] types and comments go, lines and all else stay, also when it is read again', () => {
    const text = `// first
export type Row = { a: number };
export function fit(rows: Row[], by = 2 /* said */): number[] { // more
  /* of
     lines */ const label = "// kept" + \`/* kept */ \${rows.length}\`;
  return rows.map((row): number => row.a / by); /* a */ /* b */
}
const split = /\\/\\//g; // no comment before
`;
    const found = running(text);
    const lines = found.split('\n');
    expect(lines).toHaveLength(text.split('\n').length);
    expect(lines[2]).toMatch(/^export function fit\(rows, by = 2 +\) *\{ *$/);
    expect(found).not.toMatch(/said|more|of\n|first|Row/);
    expect(lines[4]).toContain('const label = "// kept" + `/* kept */ $');
    expect(lines[7]).toContain('const split = /\\/\\//g;');
    expect(running(found)).toBe(found);
  });
});

describe('files that count', () => {
  const reached = (files: Record<string, string>, entries = ['model.ts']): string[] =>
    readCode(files, entries).map(({ file }) => file);

  it('[AR21] those that the contract imports count, with or without ending, however far; others do not', () => {
    const files = {
      'model.ts': `import { a } from './data'; export { b } from './steps/prep.ts';`,
      'data.ts': `import './deep/one.js'; import 'features'; import './table.txt';`,
      'steps/prep.ts': `export * from '../shared'; const late = import('./late');`,
      'steps/late.ts': 'export const late = import(`../last.ts`)',
      'deep/one.ts': `import '../model'`,
      'shared.ts': '',
      'last.ts': '',
      'features.ts': '',
      'explore.ts': 'const w = [1, 2, 3]',
      'notes.md': '# no program',
      'table.txt': 'export const w = 1',
    };
    const found = [
      'data.ts',
      'deep/one.ts',
      'last.ts',
      'model.ts',
      'shared.ts',
      'steps/late.ts',
      'steps/prep.ts',
      'table.txt',
    ];
    expect(reached(files).sort()).toEqual(found);
  });

  it('[AR21] an import that only types use still runs its file; one of types alone does not', () => {
    const files = {
      'model.ts': `import { T } from './a'; import type { U } from './b'; let x: T | U;`,
      'a.ts': '',
      'b.ts': '',
    };
    expect(reached(files)).toEqual(['model.ts', 'a.ts']);
  });

  it('[AR21] an import whose name is worked out at run time reaches every file that is a program', () => {
    const files = {
      'model.ts': `const m = await import('./da' + 'ta')`,
      'data.ts': '',
      'other.ts': '',
      'notes.md': '# no program',
    };
    expect(reached(files)).toEqual(['model.ts', 'data.ts', 'other.ts']);
  });

  it('[AR22] a file that is missing or does not parse is named with its line', () => {
    const broken = refusal(() => reached({ 'model.ts': `import './data'`, 'data.ts': '\n\nconst = 1;' }));
    expect(broken).toMatchObject({ code: 'bad-code', message: expect.stringMatching(/^data\.ts line 3: /) });
    const twice = refusal(() => reached({ 'model.ts': 'const a = 1;\nconst a = 2;' }));
    expect(twice.message).toMatch(/^model\.ts line 2: .*already been declared/);
    expect(refusal(() => reached({ 'data.ts': '' })).message).toBe('model.ts is missing');
    expect(refusal(() => reached({}, ['__proto__', 'constructor'])).message).toBe('__proto__ is missing');
  });

  it('[AR22] code that nests too deeply or is no program’s length is refused', () => {
    const deep = `const x = ${'('.repeat(50_000)}1${')'.repeat(50_000)}`;
    expect(refusal(() => reached({ 'model.ts': deep }))).toMatchObject({
      code: 'bad-code',
      message: /nests too deeply/,
    });
    expect(refusal(() => reached({ 'model.ts': `//${'x'.repeat(1 << 20)}` })).code).toBe('too-large');
  });

  it('[AR4] classes are known by their names and by what they are registered as', () => {
    const files = {
      'model.ts': `
        import './layers';
        export class Clip extends tf.layers.Layer { static className = 'ClipLayer'; }
        const Named = class Inner { static get className() { return 'Registered'; } };`,
      'layers.ts': `class Deep { static readonly className: string = \`Deeper\`; }`,
      'explore.ts': `class Never {}`,
    };
    expect(ownClasses(readCode(files, ['model.ts'])).sort()).toEqual(
      ['Clip', 'ClipLayer', 'Deep', 'Deeper', 'Inner', 'Registered'].sort(),
    );
  });
});
