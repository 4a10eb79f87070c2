import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../datasets/rng.ts';
import { countCode } from '../../../../engine/crossing/code/count.ts';
import { runsIn, splitNumbers } from '../../../../engine/crossing/code/numbers.ts';

/** A number of the rest with its groups of digits: the number as it was. */
function joinNumber(rest: string, groups: () => string): string {
  const [, left = '', point = '', right = '', exponent = ''] = /^(\d*)(\.?)(\d*)(.*)$/.exec(rest) ?? [];
  const marks = (part: string): number => part.length - part.replace(/9+$/, '').length;
  if (point === '') {
    const count = marks(left);
    if (count === 0) return `${rest}${groups()}`;
    return left.slice(0, -count) + Array.from({ length: count }, groups).join('') + exponent;
  }
  const count = marks(right);
  if (count === 0) return `${rest}${groups()}`;
  const digits = Array.from({ length: count }, groups).join('');
  const before = marks(left);
  const zeros = right.slice(0, -count);
  return `${left.slice(0, left.length - before)}${digits.slice(0, before)}.${zeros}${digits.slice(before)}${exponent}`;
}

/** The text again, out of its parts: what {@link splitNumbers} takes apart. */
function joined({ rest, groups }: ReturnType<typeof splitNumbers>, known: ReadonlySet<string> = new Set()): string {
  let next = 0;
  let out = '';
  let done = 0;
  for (const run of runsIn(rest)) {
    const at = rest.indexOf(run, done);
    const marked = rest[at - 1] === '\0';
    out += rest.slice(done, marked ? at - 1 : at);
    done = at + run.length;
    const cut = marked || !known.has(run);
    const number = /(?<![\w.$])(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?(?![\w.$])/g;
    const outside = run.split(/("[^"\\\n]{0,80}"\s*:|'[^'\\\n]{0,80}'\s*:)/);
    out += cut
      ? outside
          .map((part, i) => (i % 2 ? part : part.replace(number, (n) => joinNumber(n, () => groups[next++] as string))))
          .join('')
      : run;
  }
  return out + rest.slice(done);
}

describe('numbers side by side in a text', () => {
  const counted = (text: string): number => splitNumbers(text).groups.length;

  it('[HN37] more than four count 1 each, in any brackets, with keys and constants between them', () => {
    expect(counted('[1, 2, 3, 4]')).toBe(0);
    expect(counted('[1, 2, 3, 4, 5]')).toBe(5);
    expect(counted('((0.5, -1e-3), (+2., .25), [7])')).toBe(5);
    expect(counted(`{"a": 1, 'b': 2, "c d": None, "e": [true, 3], "f": 4, "g": 5}`)).toBe(5);
    expect(counted(`'[1,2,3,4,5,6]'`)).toBe(6);
    expect(counted('x1 = 1\nx2 = 2\nx3 = 3\nx4 = 4\nx5 = 5\n')).toBe(0);
    expect(counted('f(1, 2, a, 3, 4, b.c5, 6)')).toBe(0);
    expect(counted('[0x1, 0x2, 0x3, 0x4, 0x5]')).toBe(0);
    expect(counted(Array.from({ length: 600 }, (_, i) => i / 7).join(', '))).toBe(600);
  });

  it('[HN37] 1 per 19 digits, zeros at the beginning apart', () => {
    expect(counted(`[1, 2, 3, 4, ${'7'.repeat(19)}]`)).toBe(5);
    expect(counted(`[1, 2, 3, 4, ${'7'.repeat(20)}]`)).toBe(6);
    expect(counted(`[1, 2, 3, 4, 0.${'0'.repeat(30)}${'7'.repeat(38)}]`)).toBe(6);
    expect(counted('[0, 0, 0.0, 0, 00]')).toBe(5);
  });

  it('[HN37] what is left and the digits are the text', () => {
    for (let seed = 1; seed <= 400; seed++) {
      const rng = createRng(`runs ${seed}`);
      const pick = <T>(from: readonly T[]): T => from[rng.below(from.length)] as T;
      const digits = () => Array.from({ length: rng.below(24) }, () => pick([...'0012345678999'])).join('');
      const number = () =>
        pick([
          `${digits()}1`,
          `${digits()}0.${digits()}`,
          `.${digits()}5`,
          `9e-${rng.below(9)}`,
          '9',
          '0',
          `${digits()}.`,
        ]);
      const between = () =>
        pick([
          ', ',
          ',\n  ',
          '], [',
          ' -',
          '; ',
          ', "k9": ',
          ", '12': ",
          ', null, ',
          ' a ',
          ' = ',
          ' "9" ',
          '(9, 9, 9, 9, 9)',
        ]);
      const text = Array.from({ length: 40 }, () => number() + between()).join('');
      const known = new Set(['9, 9, 9, 9, 9', ...runsIn(text).slice(0, 1)]);
      expect(joined(splitNumbers(text, known), known), `seed ${seed}`).toBe(text);
      for (const group of splitNumbers(text).groups) expect(group.length).toBeLessThanOrEqual(19);
    }
  });

  it('[HN37] takes time in proportion to the text', () => {
    for (const text of [
      '1, '.repeat(80_000),
      '"'.repeat(250_000),
      `${'('.repeat(120_000)}1`,
      '"a": '.repeat(50_000),
      '1'.repeat(250_000),
    ]) {
      const start = process.cpuUsage();
      splitNumbers(text);
      expect(process.cpuUsage(start).user / 1_000, text.slice(0, 9)).toBeLessThan(1_000);
    }
  });
});

describe('weights of code', () => {
  const WEIGHTS = `W = [${Array.from({ length: 30 }, (_, i) => i / 7).join(', ')}]\n`;
  const scaffold = { 'model.py': `def fit(train, prep, seed):\n    return solve(train, prep)\n${WEIGHTS}` };

  it('[HN37] the scaffold weighs next to nothing, numbers included; a changed run of its numbers counts', () => {
    const same = countCode(scaffold, scaffold);
    expect(same.bytes).toBeLessThan(40);
    expect(same.numbers.size).toBe(0);
    const changed = countCode({ 'model.py': scaffold['model.py'].replace('[0, ', '[1, ') }, scaffold);
    expect(changed.numbers).toEqual(new Map([['model.py', 30]]));
  });

  it('[HN37] random text weighs its bytes, wherever it stands, and so does the name of a file', () => {
    const rng = createRng('code');
    const letters = Array.from({ length: 8_000 }, () => rng.below(16).toString(16)).join('');
    for (const text of [`x = "${letters}"`, `def f(a${letters}): pass`, letters.replace(/(.)/g, 'x$1()\n')])
      expect(countCode({ ...scaffold, 'more.py': text }, scaffold).bytes).toBeGreaterThan(4_000);
    expect(countCode({ ...scaffold, [`a${letters}.py`]: '' }, scaffold).bytes).toBeGreaterThan(4_000);
  });

  it('[HN37] control characters and too much text are refused with file, line and what to do', () => {
    const refused = (text: string) => () => countCode({ 'model.py': text }, {});
    expect(refused('x = 1\ny = "\u0001"')).toThrow('model.py line 2 holds the control character 0x01; delete it');
    expect(refused('x'.repeat(256 * 1024 + 1))).toThrow('the code has 257 KiB; at most 256 KiB run officially');
    expect(refused('\tx = "é"\r\n')).not.toThrow();
  });
});
