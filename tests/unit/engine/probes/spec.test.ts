import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PROBES_PAGE, withTables } from '../../../../engine/contract/probes/docs.ts';
import {
  PROBE_KINDS,
  PROBE_TITLES,
  probeSpec,
  probesFor,
  probeTitle,
} from '../../../../engine/contract/probes/spec.ts';

const needed: Record<string, object> = {
  mask: { column: 'fee', value: 0 },
  learned: { column: 'fee', value: 0 },
  matters: { columns: ['fee'] },
  regret: { act: 30, missed: 'fee' },
};

describe('descriptions of probes', () => {
  it.each(PROBE_KINDS)('[PB9] %s needs little more than its kind, and refuses what it does not know', (kind) => {
    const one = { id: 'one', kind, ...needed[kind] };
    expect(probeSpec.parse(one)).toMatchObject(one);
    expect(probeSpec.safeParse({ ...one, treshold: 1 }).error?.issues[0]?.message).toContain('treshold');
    expect(probeTitle(probeSpec.parse(one))).toBe(PROBE_TITLES[kind]);
    expect(probeTitle(probeSpec.parse({ ...one, title: 'Mine' }))).toBe('Mine');
  });

  it('[PB9] wrong values are refused with the parameter', () => {
    for (const [more, name] of [
      [{ kind: 'mask', value: 0 }, 'column'],
      [{ kind: 'permute', repeats: 0 }, 'repeats'],
      [{ kind: 'poison', rows: 5 }, 'rows'],
      [{ kind: 'twice', function: 'load' }, 'function'],
    ] as const) {
      expect(probeSpec.safeParse({ id: 'one', ...more }).error?.issues[0]?.path).toEqual([name]);
    }
    expect(probeSpec.safeParse({ id: 'Not An Id', kind: 'order' }).success).toBe(false);
    expect(probeSpec.safeParse({ id: 'one', kind: 'guess' }).success).toBe(false);
  });

  it('[PB9] a probe may be for some scaffolds only', () => {
    const probes = [
      { id: 'all', kind: 'order' },
      { id: 'torch', kind: 'double-step', only: ['python-torch'] },
    ].map((one) => probeSpec.parse(one));
    expect(probesFor(probes, 'python').map(({ id }) => id)).toEqual(['all']);
    expect(probesFor(probes, 'python-torch').map(({ id }) => id)).toEqual(['all', 'torch']);
  });

  it('[PB10] docs/PROBES.md has the parameters as they are; else run node --import tsx engine/contract/probes/docs.ts', () => {
    const page = readFileSync(PROBES_PAGE, 'utf8');
    expect(page).toBe(withTables(page));
  });
});
