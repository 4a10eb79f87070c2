/**
 * One suite, every kernel: what a run comes to wherever a candidate's code is written.
 * Long because: every kernel is asked for the same things in the same sessions.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { terminalLines } from '../../../client/ui/outputs/terminal.ts';
import { ORDER } from '../../../engine/contract/functions.ts';
import { trackOf } from '../../../engine/tracks.ts';
import type { ErrorItem, OutputItem } from '../../../protocol/output.ts';
import { OUTPUT_CAPS } from '../../../protocol/outputCaps.ts';
import { createOutputMeter } from '../../../protocol/outputMeter.ts';
import { HOSTS, programsOf, type Ran, type Session } from './hosts.ts';

const textOf = ({ items }: Ran): string =>
  items.map((item) => (item.type === 'stream' || item.type === 'value' ? item.text : '')).join('');
function itemOf<Type extends OutputItem['type']>({ items }: Ran, type: Type): Extract<OutputItem, { type: Type }> {
  const found = items.find((item): item is Extract<OutputItem, { type: Type }> => item.type === type);
  if (!found) throw new Error(`no ${type} among ${JSON.stringify(items).slice(0, 500)}`);
  return found;
}

describe.each(HOSTS)('$language', (host) => {
  const { language } = host;
  const { extension } = trackOf(language);
  const { cell, module } = programsOf(language);
  const explore = `explore${extension}`;
  const work = `work${extension}`;
  let session: Session;
  const open = (): Promise<Session> =>
    host.open({
      functions: Object.fromEntries(ORDER.map((name) => [name, work])),
      label: 'y',
      id: 'id',
      train: 'rows.csv',
      seeds: [1],
    });
  beforeAll(async () => {
    session = await open();
  }, 120_000);

  const run = (title: string, modules: Record<string, string> = { [work]: module }, of = session): Promise<Ran> =>
    of.run({ kind: 'cell', file: explore, ...cell(title), files: { [explore]: '', ...modules } });
  const test = (title: string, body: () => Promise<void>): void => {
    const skipped = host.skip?.tests.some((part) => title.includes(part));
    it.skipIf(skipped)(title, body, 60_000);
  };
  /** The line of the file that has this text of the cell. */
  const lineOf = (title: string, text: string): number =>
    cell(title).startLine +
    cell(title)
      .code.split('\n')
      .findIndex((line) => line.includes(text));
  const errorOf = async (title: string): Promise<ErrorItem> => {
    const ran = await run(title);
    expect(ran.status).toBe('error');
    return itemOf(ran, 'error');
  };

  describe('names', () => {
    test('[RN1] [TK1] live from run to run, also those that a function meets later, and the last expression is shown', async () => {
      expect(await run('names')).toEqual({ status: 'ok', items: [], weights: null });
      expect((await run('uses names')).items).toEqual([{ type: 'value', text: '42' }]);
      expect((await run('shows nothing')).items).toEqual([]);
    });

    test('[RN2] [TK5] imported from a file follow it when it changes, unless assigned anew', async () => {
      await run('import');
      expect(textOf(await run('module'))).toBe('4');
      const changed = { [work]: module.replace('scale = 2', 'scale = 5') };
      expect(textOf(await run('module', changed))).toBe('10');
      await run('same name again', changed);
      const again = await run('scale', { [work]: module.replace('scale = 2', 'scale = 7') });
      expect(textOf(again)).toContain('mine');
    });

    test('[RN2] [TK5] are as before where a changed file does not load, and the error names its line', async () => {
      await run('import');
      const broken = await run('module', { [work]: `${module.replace('scale = 2', 'scale = 9')}= =\n` });
      expect(broken.status).toBe('error');
      expect(textOf(broken)).toBe('');
      expect(itemOf(broken, 'error').frames.at(-1)).toMatchObject({
        file: work,
        line: module.split('\n').length,
        own: true,
      });
      expect(textOf(await run('module'))).toBe('4');
    });
  });

  describe('a session', () => {
    test('[RN1] [TK1] that begins anew has none of the names of the one before, which it leaves alone', async () => {
      await run('names');
      const next = await open();
      const first = await run('uses names', { [work]: module }, next);
      expect(itemOf(first, 'error').message).toMatch(/\bx\b.*not defined/);
      expect((await run('uses names')).items).toEqual([{ type: 'value', text: '42' }]);
      await run('names', { [work]: module }, next);
      expect((await run('uses names', { [work]: module }, next)).items).toEqual([{ type: 'value', text: '42' }]);
    });
  });

  describe('a question', () => {
    test('[RN7] for what a name may go on to is answered from the names of the session', async () => {
      const { code } = cell('half written');
      const lines = code.split('\n');
      await session.run({ kind: 'cell', file: explore, code: lines[0] ?? '', startLine: 1, files: { [explore]: '' } });
      const last = lines.at(-1) ?? '';
      const answer = await session.ask({ ask: 'complete', file: explore, code: last, line: 1, column: last.length });
      expect(JSON.stringify(answer)).toContain('"frame"');
    });
  });

  it('[RN7] a question is left out only where the track says that its kernel answers none', () => {
    expect(host.skip?.tests.includes('for what a name may go on to') ?? false).toBe(
      !trackOf(language).answersQuestions,
    );
  });

  describe('output', () => {
    test('[RN1] keeps its order over both streams and shown values', async () => {
      expect((await run('prints')).items).toEqual([
        { type: 'stream', name: 'stdout', text: 'one\n' },
        { type: 'stream', name: 'stderr', text: 'two\n' },
        { type: 'value', text: '3' },
        { type: 'stream', name: 'stdout', text: 'four\n' },
      ]);
    });

    test('[RN4] is cut after so many lines, with one notice, and the caps begin anew with each run', async () => {
      const ran = await run('lines');
      expect(textOf(ran).split('\n').length - 1).toBe(OUTPUT_CAPS.lines);
      expect(ran.items.filter(({ type }) => type === 'notice')).toHaveLength(1);
      expect(ran.items.at(-1)).toMatchObject({ type: 'notice', kind: 'truncated' });
      expect((await run('fresh')).items).toEqual([{ type: 'stream', name: 'stdout', text: 'fresh\n' }]);
    });

    test('[RN4] is cut after so many characters', async () => {
      const ran = await run('long line');
      expect(textOf(ran).length).toBeLessThanOrEqual(OUTPUT_CAPS.chars);
      expect(ran.items.at(-1)).toMatchObject({ type: 'notice', kind: 'truncated' });
    });

    test('[RN4] is cut after so many items', async () => {
      const { items } = await run('values');
      expect(items.length).toBeLessThanOrEqual(OUTPUT_CAPS.items);
      expect(items.filter(({ type }) => type === 'value').length).toBeGreaterThan(OUTPUT_CAPS.items / 2);
      expect(items.at(-1)).toMatchObject({ type: 'notice', kind: 'truncated' });
    });

    test('[RN46] [RN4] of a progress bar counts as what is left to see, and what comes after it is shown', async () => {
      const { items } = await run('progress');
      expect(items.at(-1)).toEqual({ type: 'value', text: expect.stringContaining('done') });
      const meter = createOutputMeter();
      for (const item of items) meter.take(item);
      expect(meter.refused).toBe(0);
      const lines = terminalLines(textOf({ items: items.slice(0, -1) } as Ran));
      const seen = lines.map((spans) => spans.map((span) => span.text).join('')).filter((line) => line !== '');
      expect(seen).toHaveLength(language === 'python' ? 20 : 1);
      expect(seen.at(-1)).toMatch(/^\d[\d ]* ={60}$/);
    });

    it.runIf(language === 'typescript').each([
      ["import * as dfd from 'danfojs';", 'new dfd.DataFrame({ a: [1, 2] }).print();'],
      ["import * as dfd from 'danfojs';", 'new dfd.Series([1, 2]).print()'],
      ["import * as aq from 'arquero';", 'aq.table({ a: [1, 2] }).print();'],
    ])(
      '[RN47] of a last line that prints a table is that table once: %s %s',
      async (imports, line) => {
        const code = `${imports}\n${line}\n`;
        const { status, items } = await session.run({
          kind: 'cell',
          file: explore,
          code,
          startLine: 1,
          files: { [explore]: code },
        });
        expect(status).toBe('ok');
        expect(items).toHaveLength(1);
      },
      60_000,
    );

    test('[RN45] of a whole file is that of its cells, in order, up to the first that fails', async () => {
      const mark = language === 'python' ? '#' : '//';
      const name = language === 'python' ? '' : 'var ';
      const print = language === 'python' ? 'print' : 'console.log';
      const text = language === 'python' ? '"""' : '`';
      const lines = [
        `${mark} %% a`,
        `${name}a = 1;`,
        'a + 1',
        `${mark} %% b`,
        `${print}("b")`,
        'a + 2',
        `${mark} %% c`,
      ];
      const more = [`${name}t = ${text}`, `${mark} %% no cell`, text, 't.nothing.here', `${mark} %% d`, '"never"'];
      const code = [...lines, ...more].join('\n');
      const ran = await session.run({ kind: 'file', file: explore, code, startLine: 1, files: { [explore]: code } });
      expect(ran.status).toBe('error');
      expect(ran.items.slice(0, -1)).toEqual([
        { type: 'value', text: '2' },
        { type: 'stream', name: 'stdout', text: 'b\n' },
        { type: 'value', text: '3' },
      ]);
      expect(itemOf(ran, 'error').frames.at(-1)).toMatchObject({ file: explore, line: 11, own: true });
    });

    test('[RN4] of one value is cut, and begins with what the value begins with', async () => {
      const text = textOf(await run('long value'));
      expect(text.length).toBeLessThanOrEqual(OUTPUT_CAPS.itemChars);
      expect(text).toMatch(/^.?x{100}/);
    });

    test('[RN5] [TK7] of a data frame is a table with the head, the tail and the shape of the whole', async () => {
      const { kind, columns, rows, shape, head } = itemOf(await run('table'), 'table');
      expect([kind, shape]).toEqual(['frame', [300, 2]]);
      expect(columns.map(({ name }) => name)).toEqual(['id', 'name']);
      expect(rows).toHaveLength(OUTPUT_CAPS.tableRows);
      expect(rows[0]).toEqual([0, 'a']);
      expect(rows.at(-1)).toEqual([299, 'a']);
      expect(head).toBeLessThan(OUTPUT_CAPS.tableRows);
    });

    test('[RN5] [TK7] of a plot is a picture with words for those who do not see it', async () => {
      const { width, height, alt } = itemOf(await run('figure'), 'image');
      expect(Math.min(width, height)).toBeGreaterThan(50);
      expect(alt).toContain('Three points');
    });

    test('[RN9] of a run in which fit returned a model is its weights', async () => {
      const ran = await run('fits');
      // 300 elements of an array; what is written in the cell is below the free part.
      expect(ran.weights?.total).toBe(300);
      expect(itemOf(ran, 'weights').weights).toEqual(ran.weights);
      expect((await run('fresh')).weights).toBeNull();
    });

    test('[TK7] of data files is what was put into the folder', async () => {
      expect(textOf(await run('reads'))).toContain('7,0.5');
    });
  });

  describe('errors', () => {
    test('[RN3] [TK6] name the calls of the work with their lines, outermost first, and the kernel goes on', async () => {
      const { message, frames } = await errorOf('fails');
      expect(message).toBe('no luck');
      expect(frames.every(({ own, file }) => own && file === explore)).toBe(true);
      expect(frames.map(({ name }) => name)).toEqual(['<module>', 'outer', 'inner']);
      expect(frames.at(-1)?.line).toBe(lineOf('fails', 'no luck'));
      expect(textOf(await run('fresh'))).toBe('fresh\n');
    });

    test('[RN3] [TK6] name the lines of every file that the call went through', async () => {
      const { message, frames } = await errorOf('fails in a file');
      expect(message).toBe('not here');
      const at = module.split('\n').findIndex((line) => /\b(raise|throw)\b/.test(line)) + 1;
      expect(frames.filter(({ own }) => own)).toMatchObject([
        { file: explore, line: lineOf('fails in a file', 'not here'), name: '<module>' },
        { file: work, line: at, name: 'refuse' },
      ]);
    });

    test('[RN3] [TK6] of a message without end stay within the caps', async () => {
      const { message, text } = await errorOf('long message');
      expect(message).toHaveLength(OUTPUT_CAPS.messageChars);
      expect(message).toMatch(/^z{100}/);
      expect(text.length).toBeLessThanOrEqual(OUTPUT_CAPS.errorChars);
    });

    test('[RN3] [TK6] of recursion without end stay within the caps, and the kernel goes on', async () => {
      const { name, frames, text } = await errorOf('recurses');
      expect(name).toMatch(/^R(ecursion|ange)Error$/);
      expect(frames.length).toBeLessThanOrEqual(OUTPUT_CAPS.frames);
      expect(text.length).toBeLessThanOrEqual(OUTPUT_CAPS.errorChars);
      expect(textOf(await run('fresh'))).toBe('fresh\n');
    });

    test('[RN3] [TK6] of code that does not parse name its line, and nothing of the cell runs', async () => {
      const { name, frames } = await errorOf('does not parse');
      expect(name).toBe('SyntaxError');
      expect(frames).toMatchObject([{ file: explore, line: lineOf('does not parse', '= ='), own: true }]);
    });
  });
});

it('[RN1] every language has the same cells', () => {
  const [first, ...others] = HOSTS.map(({ language }) => programsOf(language).titles);
  for (const titles of others) expect(titles).toEqual(first);
});
