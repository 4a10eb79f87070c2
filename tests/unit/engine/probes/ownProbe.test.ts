/** An author's own probe: what it is given, and what its answer becomes; in both languages. */
import { describe, expect, it } from 'vitest';
import { probeSpec } from '../../../../engine/contract/probes/spec.ts';
import { type Change, python, typescript, unknown } from './ask.ts';

describe("an author's own probe", () => {
  const OWN = probeSpec.parse({ id: 'levels', kind: 'own', params: { most: 4 } });

  it('[PB6] in Python gets contract, rows and tools, and answers as other probes do', async () => {
    const text = `
def probe(contract, rows, tools):
    fitted = tools.fitted
    count = len(fitted.prep["levels"])
    again = tools.call("prepare", tools.split.train, tools.split.valid)
    moved, path = tools.difference(fitted.prep, again)
    assert moved == 0 and tools.rows.count(rows) == 500 and tools.label == "y"
    assert len(tools.predict(fitted.model, tools.split.valid)) == 125
    assert "def prepare" in tools.files["features.py"]
    return {"verdict": "alarm" if count > tools.params["most"] else "silent", "value": count, "threshold": 4, "message": "levels"}
`;
    const levels: Change = [
      'sorted(set(column(train, "kind").tolist()))',
      '["more"] + sorted(set(column(train, "kind").tolist()))',
    ];
    const options = { own: { levels: text } };
    const told = { id: 'levels', value: 4, threshold: 4, message: 'levels' };
    expect(await python([], [OWN], options)).toMatchObject([{ ...told, verdict: 'silent' }]);
    expect(await python([levels], [OWN], options)).toMatchObject([{ ...told, value: 5, verdict: 'alarm' }]);
  });

  it('[PB6] in TypeScript gets the same, and may import libraries and the candidate files', async () => {
    const text = `
import { numeric } from '../features';
import type { ProbeTools } from 'holdout/data';

export async function probe(contract: unknown, rows: any, tools: any) {
  const { prep, model } = await tools.fitted();
  const { train, valid } = await tools.split();
  const { moved } = await tools.difference(prep, await tools.call('prepare', train, valid));
  const scores = await tools.predict(model, valid);
  if (moved !== 0 || tools.rows.count(rows) !== 500 || tools.label !== 'y') throw new Error('other tools');
  if (scores.values.length !== 125 || numeric(valid).length !== 125) throw new Error('other rows');
  const count = prep.levels.length;
  return { verdict: count > tools.params.most ? 'alarm' : 'silent', value: count, threshold: 4, message: 'levels' };
}
`;
    const levels: Change = [
      "levels: [...new Set(column(train, 'kind'))].sort() }",
      "levels: ['more', ...new Set(column(train, 'kind'))] }",
    ];
    const options = { own: { levels: text } };
    const told = { id: 'levels', value: 4, threshold: 4, message: 'levels' };
    expect(await typescript([], [OWN], options)).toMatchObject([{ ...told, verdict: 'silent' }]);
    expect(await typescript([levels], [OWN], options)).toMatchObject([{ ...told, value: 5, verdict: 'alarm' }]);
  });

  it('[PB6] without its text, without an answer and with an error it cannot tell, and says why', async () => {
    for (const [ask, ending, bad, broken] of [
      [
        python,
        'py',
        'def probe(contract, rows, tools):\n    return 1',
        'def probe(contract, rows, tools):\n    tools.cannot_tell("too few")',
      ],
      [
        typescript,
        'ts',
        'export const probe = () => 1;',
        "export const probe = (c: any, r: any, tools: any) => tools.cannotTell('too few');",
      ],
    ] as const) {
      expect(await ask([], [OWN])).toMatchObject([unknown(new RegExp(`there is no probes/levels.${ending}`))]);
      expect(await ask([], [OWN], { own: { levels: bad } })).toMatchObject([unknown(/returned no/)]);
      expect(await ask([], [OWN], { own: { levels: broken } })).toMatchObject([unknown(/^too few$/)]);
    }
  });
});
describe('changes', () => {
  it('[PB7] bytes in a column of base64 are inverted, in both languages alike', async () => {
    const pythonText = `
import base64
def probe(contract, rows, tools):
    texts = [base64.b64encode(bytes(range(n))).decode() for n in range(1, 7)]
    told = tools.change.poisoned([{"id": 1, "px": t} for t in texts], 1000, set(), {"id"}, {"px"})
    right = [base64.b64encode(bytes(255 - b for b in range(n))).decode() for n in range(1, 7)]
    return {"verdict": "silent" if [row["px"] for row in told] == right else "alarm", "message": ""}
`;
    const typescriptText = `
export function probe(contract: unknown, rows: unknown, tools: any) {
  const texts = ${JSON.stringify([1, 2, 3, 4, 5, 6].map((n) => Buffer.from(Array.from({ length: n }, (_, i) => i)).toString('base64')))};
  const right = ${JSON.stringify([1, 2, 3, 4, 5, 6].map((n) => Buffer.from(Array.from({ length: n }, (_, i) => 255 - i)).toString('base64')))};
  const how = { factor: 1000, columns: new Set(), skip: new Set(['id']), bytes: new Set(['px']) };
  const told = tools.change.poisoned(texts.map((px) => ({ id: 1, px })), how).map((row: any) => row.px);
  return { verdict: JSON.stringify(told) === JSON.stringify(right) ? 'silent' : 'alarm', message: told.join() };
}
`;
    const own = probeSpec.parse({ id: 'bytes', kind: 'own' });
    expect(await python([], [own], { own: { bytes: pythonText } })).toMatchObject([{ verdict: 'silent' }]);
    expect(await typescript([], [own], { own: { bytes: typescriptText } })).toMatchObject([{ verdict: 'silent' }]);
  });
});
