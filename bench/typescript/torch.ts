/** The benchmark's network in our torch, under Node: two epochs of 20,000 rows, 30-64-64-1, batches of 256. */
import { pythonKit } from '../../tests/support/pyodide.ts';

const PROGRAM = `
import time
import torch
from torch import nn

def training(epochs):
    torch.manual_seed(7)
    x = torch.randn(20_000, 30)
    y = (x[:, :1] > 0).float()
    net = nn.Sequential(nn.Linear(30, 64), nn.ReLU(), nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 1))
    loss_function = nn.BCEWithLogitsLoss()
    optimizer = torch.optim.Adam(net.parameters(), lr=0.003)
    for _ in range(epochs):
        for at in range(0, 20_000, 256):
            optimizer.zero_grad()
            loss = loss_function(net(x[at : at + 256]), y[at : at + 256])
            loss.backward()
            optimizer.step()
    return loss.item()

training(1)
began = time.perf_counter()
training(2)
result = 1000 * (time.perf_counter() - began)
`;

/** Milliseconds of two epochs, after one to warm up. */
export async function torchTraining(): Promise<number> {
  const kit = await pythonKit(['numpy', 'scipy']);
  return kit.run<number>(PROGRAM);
}
