"""Measured in one run: the torch package beside hand-written numpy. Prints nothing; ``main()`` returns seconds."""

from __future__ import annotations

import time

import numpy as np

import torch
import torch.nn as nn
import torch.nn.functional as F

BATCH, SIZES, ROUNDS = 256, (30, 64, 64, 1), 7


def best(fn, times: int) -> float:
    """Seconds of one call: the median over rounds of the mean of ``times`` calls."""
    fn()
    rounds = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        for _ in range(times):
            fn()
        rounds.append((time.perf_counter() - start) / times)
    return sorted(rounds)[ROUNDS // 2]


def numpy_step(x, y):
    """One training step written by hand: forward, backward and Adam on numpy arrays."""
    rng = np.random.default_rng(0)
    weights = [rng.uniform(-1, 1, (a, b)).astype(np.float32) / np.float32(a**0.5) for a, b in zip(SIZES, SIZES[1:])]
    params = [p for w in weights for p in (w, np.zeros(w.shape[1], np.float32))]
    first, second = [np.zeros_like(p) for p in params], [np.zeros_like(p) for p in params]
    count = [0]

    def step():
        w1, b1, w2, b2, w3, b3 = params
        z1 = x @ w1 + b1
        h1 = np.maximum(z1, 0)
        z2 = h1 @ w2 + b2
        h2 = np.maximum(z2, 0)
        out = h2 @ w3 + b3
        loss = np.mean(np.maximum(out, 0) - out * y + np.log1p(np.exp(-np.abs(out))))
        d3 = (1 / (1 + np.exp(-out)) - y) / np.float32(len(x))
        g3, gb3 = h2.T @ d3, d3.sum(0)
        d2 = (d3 @ w3.T) * (z2 > 0)
        g2, gb2 = h1.T @ d2, d2.sum(0)
        d1 = (d2 @ w2.T) * (z1 > 0)
        g1, gb1 = x.T @ d1, d1.sum(0)
        count[0] += 1
        c1, c2 = 1 - 0.9 ** count[0], 1 - 0.999 ** count[0]
        for p, g, m, v in zip(params, (g1, gb1, g2, gb2, g3, gb3), first, second):
            m *= 0.9
            m += 0.1 * g
            v *= 0.999
            v += 0.001 * g * g
            p -= 1e-3 / c1 * m / (np.sqrt(v / c2) + 1e-8)
        return loss

    return step


def torch_step(x, y):
    """The same step as a user writes it."""
    model = nn.Sequential(nn.Linear(30, 64), nn.ReLU(), nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 1))
    optimizer, criterion = torch.optim.Adam(model.parameters()), nn.BCEWithLogitsLoss()
    x, y = torch.from_numpy(x), torch.from_numpy(y)

    def step():
        optimizer.zero_grad()
        loss = criterion(model(x), y)
        loss.backward()
        optimizer.step()
        return loss.item()

    return step


def cnn_epoch() -> float:
    """Seconds of one epoch over 4,000 images of 16 x 16 with two convolutions (about 3,000 weights)."""
    torch.manual_seed(0)
    net = nn.Sequential(
        nn.Conv2d(1, 8, 3, padding=1),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Conv2d(8, 16, 3, padding=1),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Flatten(),
        nn.Linear(256, 7),
    )
    images, labels = torch.rand(4000, 1, 16, 16), torch.randint(0, 7, (4000,))
    optimizer = torch.optim.Adam(net.parameters())
    start = time.perf_counter()
    for i in range(0, 4000, 64):
        optimizer.zero_grad()
        F.cross_entropy(net(images[i : i + 64]), labels[i : i + 64]).backward()
        optimizer.step()
    return time.perf_counter() - start


def layer_step(make, shape) -> float:
    """Seconds of forward and backward of a layer on a batch."""
    torch.manual_seed(0)
    layer, x = make(), torch.rand(*shape)

    def step():
        layer(x)[0].sum().backward()

    return best(step, 3)


def main() -> dict:
    rng = np.random.default_rng(1)
    x = rng.standard_normal((BATCH, 30)).astype(np.float32)
    y = (rng.random((BATCH, 1)) < 0.1).astype(np.float32)
    by_hand, by_torch = numpy_step(x, y), torch_step(x, y)
    # Taken in turns, so that a busy machine slows both.
    pairs = [(best(by_hand, 20), best(by_torch, 20)) for _ in range(3)]
    numpy_s, torch_s = min(p[0] for p in pairs), min(p[1] for p in pairs)
    return {
        "numpyStepMs": numpy_s * 1e3, "torchStepMs": torch_s * 1e3, "ratio": torch_s / numpy_s,
        "cnnEpochS": cnn_epoch(),
        "gruStepMs": 1e3 * layer_step(lambda: nn.GRU(16, 32, batch_first=True), (64, 20, 16)),
        "lstmStepMs": 1e3 * layer_step(lambda: nn.LSTM(16, 32, batch_first=True), (64, 20, 16)),
        "attentionStepMs": 1e3 * layer_step(lambda: _SelfAttention(), (64, 20, 32)),
    }


class _SelfAttention(nn.Module):
    def __init__(self):
        super().__init__()
        self.inner = nn.MultiheadAttention(32, 4, batch_first=True)

    def forward(self, x):
        return self.inner(x, x, x, need_weights=False)


if __name__ == "__main__":
    print(main())
