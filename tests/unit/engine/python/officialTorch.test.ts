import { beforeAll, expect, it } from 'vitest';
import { checkInventory, readPayload } from '../../../../engine/crossing/python/inventory.ts';
import { type PythonKit, pythonKit } from '../../../support/pyodide.ts';
import { type Official, type PredictAnswer, SCAFFOLD, type TrainAnswer } from './scaffold.ts';

/** A candidate's file with a network class: a buffer, a plain tensor, layers in a list of the module. */
const NET = `
import torch
from torch import nn

class Block(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.linear = nn.Linear(size, size)
        self.norm = nn.BatchNorm1d(size)

    def forward(self, x):
        return x + torch.relu(self.norm(self.linear(x)))

class Net(nn.Module):
    def __init__(self, features):
        super().__init__()
        self.register_buffer("mean", torch.zeros(features))
        self.first = nn.Linear(features, 8)
        self.blocks = nn.ModuleList(Block(8) for _ in range(2))
        self.drop = nn.Dropout(0.1)
        self.last = nn.Linear(8, 1)

    def forward(self, x):
        x = torch.tanh(self.first(x - self.mean))
        for block in self.blocks:
            x = self.drop(block(x))
        return self.last(x).squeeze(1)
`;
const MODEL = `
import torch
from torch import nn
from net import Net

X = ["a", "b", "c"]

def prepare(train, valid):
    return torch.tensor(train[X].to_numpy().mean(0), dtype=torch.float32)

def inputs(rows):
    return torch.tensor(rows[X].to_numpy(), dtype=torch.float32)

def fit(train, prep, seed):
    torch.manual_seed(seed)
    net = Net(len(X))
    net.mean.copy_(prep)
    optimizer = torch.optim.Adam(net.parameters(), lr=0.02)
    x, y = inputs(train), torch.tensor(train["y"].to_numpy(), dtype=torch.float32)
    for _ in range(60):
        optimizer.zero_grad()
        loss = nn.functional.binary_cross_entropy_with_logits(net(x), y)
        loss.backward()
        optimizer.step()
    net.eval()
    return {"net": net, "optimizer": optimizer}

def predict(model, rows):
    with torch.no_grad():
        return torch.sigmoid(model["net"](inputs(rows))).double().numpy()

def decide(model, rows, scores):
    return scores > 0.5

def report(rows, labels, scores, decisions):
    return {"name": "accuracy", "value": float((decisions == labels).mean()), "better": "higher"}
`;
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

it('[HN20] the weights are those that sum(p.numel()) counts, and the buffers', () => {
  expect(predicted().weights.total).toBe(found.counted);
  expect(predicted().weights.items.map(({ path }) => path)).toContain("model['net'].blocks.0.linear.weight");
});

it('[HN23] the server reads as many from the payload', () => {
  const reading = readPayload(trained().payload, ['data', 'model', 'net']);
  checkInventory(predicted().weights, reading);
  expect(reading.sums.arrays).toBe(predicted().weights.model.arrays);
});

it('[HN12] the meter counts the live model the same and leaves gradients and optimiser as they are', () => {
  const answer = kit.run<{ total: number; again: number; grads: boolean; steps: number }>(
    `${SCAFFOLD}
import sys
from holdout_official.contract import load_contract
from holdout_official.metering import meter
write(files)
TABLE[:800].to_csv(f"{FOLDER}/train.csv", index=False)
settings = {**config(), "train": f"{FOLDER}/train.csv"}
contract = load_contract(settings)
rows = contract["load"](f"{FOLDER}/train.csv")
model = contract["fit"](rows, contract["prepare"](rows, rows), 3)
result = {
    "total": meter(model, settings)["total"],
    "again": meter(model, settings)["total"],
    "grads": all(p.grad is not None for p in model["net"].parameters()),
    "steps": len(model["optimizer"].state),
}`,
    { files },
  );
  expect(answer).toEqual({ total: found.counted, again: found.counted, grads: true, steps: 12 });
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
