/** Source maps: from emitted lines to written ones. */
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { decodeVlq, sourceLines } from '../../../../client/compiler/sourceLines.ts';

describe('source lines', () => {
  test('[TY5] numbers of a source map are read', () => {
    expect(decodeVlq('')).toEqual([]);
    expect(decodeVlq('AAAA')).toEqual([0, 0, 0, 0]);
    expect(decodeVlq('CDgB2HoC')).toEqual([1, -1, 16, 123, 36]);
    expect(decodeVlq('+/////B')).toEqual([2 ** 30 - 1]);
    expect(decodeVlq('//////B')).toEqual([1 - 2 ** 30]);
    expect(() => decodeVlq('A A')).toThrow(/" " is no digit/);
  });

  test('[TY5] a line that the map says nothing of has the line of the one before it', () => {
    expect(sourceLines(';AACA;;AAEA,IADA;', 5)).toEqual([1, 2, 2, 4, 4]);
    expect(sourceLines('', 2)).toEqual([1, 1]);
  });

  test('[TY5] each line of compiled code has a line of the source that holds its words', () => {
    const source = Array.from({ length: 60 }, (_, i) =>
      i % 3 === 0 ? `interface T${i} {\n  x: number;\n}` : `export const v${i}: number = ${i};`,
    ).join('\n');
    const { outputText, sourceMapText } = ts.transpileModule(source, {
      compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, sourceMap: true },
    });
    const output = outputText.split('\n').slice(0, -1);
    const lines = sourceLines((JSON.parse(sourceMapText ?? '') as { mappings: string }).mappings, output.length);
    const texts = source.split('\n');
    for (const [i, line] of output.entries()) {
      const [name = ''] = /v\d+/.exec(line) ?? [];
      expect(texts[(lines[i] ?? 0) - 1]).toContain(`${name}:`);
    }
  });
});
