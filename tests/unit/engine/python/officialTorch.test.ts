import { beforeAll, expect, it } from 'vitest';
import { pythonCounter } from '../../../../engine/crossing/python/weigh.ts';
import { type PythonKit, pythonKit } from '../../../support/pyodide.ts';
import { type Official, type PredictAnswer, program, SCAFFOLD, type TrainAnswer } from './scaffold.ts';

/** A candidate's file with a network class: a buffer, a plain tensor, layers in a list of the module. */
const NET = `\n${program('net')}`;
const MODEL = `\n${program('torchModel')}`;
/** What PyTorch itself counts: parameters, and with them the buffers. */
const COUNT = `
import sys
sys.path.insert(0, FOLDER)
import net as _net
_fresh = _net.Net(3)
COUNTED = sum(p.numel() for p in _fresh.parameters()) + sum(b.numel() for b in _fresh.buffers())
sys.path.remove(FOLDER); del sys.modules["net"]
`;

let kit: PythonKit;
let found: Official & { counted: number };
const files = { 'net.py': NET, 'model.py': MODEL };
beforeAll(async () => {
  kit = await pythonKit();
  found = kit.run(`${SCAFFOLD}\nresult = official(files)\n${COUNT}\nresult["counted"] = COUNTED`, { files });
}, 180_000);

const trained = (): TrainAnswer['fits'][number] => {
  expect(found.train.error).toBeUndefined();
  return found.train.fits[0] as TrainAnswer['fits'][number];
};
const predicted = (): PredictAnswer => {
  expect(found.predict?.error).toBeUndefined();
  return found.predict as PredictAnswer;
};

it('[HN10] a network whose classes stand in the candidate’s files crosses and predicts', () => {
  const { reported } = trained();
  expect(reported).toMatchObject({ name: 'accuracy' });
  expect((reported as { value: number }).value).toBeGreaterThan(0.9);
  expect(predicted().rows).toBe(400);
  expect(found.train.notes).toEqual([]);
});

it('[HN7] gradients and the state of the optimiser stay behind', () => {
  expect(trained().stripped).toEqual(['Adam.state', 'Parameter.grad']);
});

const base = { entries: ['data.py', 'model.py'], explore: [], scaffold: files };
const weigh = (payload: Uint8Array) => pythonCounter({ 'data.py': '', ...files }, base)(payload).weights;

it('[HN20] the weights are those that sum(p.numel()) counts, and the buffers', () => {
  const { total, items } = weigh(trained().payload);
  expect(total).toBe(found.counted);
  expect(items.map(({ path }) => path)).toContain("model['net'].blocks.0.linear.weight");
});

it('[HN12] the meter counts the live model the same and leaves gradients and optimiser as they are', () => {
  const answer = kit.run<{ payload: Uint8Array; again: Uint8Array; grads: boolean; steps: number }>(
    `${SCAFFOLD}
import sys
from holdout_official.contract import load_contract
from holdout_official.metering import packed
write(files)
TABLE[:800].to_csv(f"{FOLDER}/train.csv", index=False)
settings = {**config(), "train": f"{FOLDER}/train.csv"}
contract = load_contract(settings)
rows = contract["load"](f"{FOLDER}/train.csv")
model = contract["fit"](rows, contract["prepare"](rows, rows), 3)
result = {
    "payload": packed(model),
    "again": packed(model),
    "grads": all(p.grad is not None for p in model["net"].parameters()),
    "steps": len(model["optimizer"].state),
}`,
    { files },
  );
  expect([weigh(answer.payload).total, weigh(answer.again).total]).toEqual([found.counted, found.counted]);
  expect(answer).toMatchObject({ grads: true, steps: 12 });
});

it('[HN5] a network kept in a global does not travel, and is named', () => {
  const kept = MODEL.replace('X = ["a", "b", "c"]', 'X = ["a", "b", "c"]\nNET = Net(3)').replace(
    '    net = Net(len(X))',
    '    net = NET',
  );
  const { notes } = kit.run<TrainAnswer>(`${SCAFFOLD}\nresult = train(files)`, {
    files: { 'net.py': NET, 'model.py': kept },
  });
  expect(notes.map(({ file, name }) => [file, name])).toEqual([['model.py', 'NET']]);
});
