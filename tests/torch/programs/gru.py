"""Next-value prediction on sine waves with a GRU and gradient clipping."""

import torch
from torch import nn


class Forecaster(nn.Module):
    def __init__(self, hidden=12):
        super().__init__()
        self.rnn = nn.GRU(1, hidden, num_layers=2, batch_first=True)
        self.head = nn.Linear(hidden, 1)

    def forward(self, x):
        out, _ = self.rnn(x)
        return self.head(out[:, -1])


def main():
    torch.manual_seed(2)
    start = torch.rand(48, 1) * 6.28
    series = torch.sin(start + torch.arange(13.0) * 0.4).unsqueeze(-1)
    x, y = series[:, :-1], series[:, -1]
    model = Forecaster()
    opt = torch.optim.Adam(model.parameters(), lr=0.01)
    losses = []
    for _ in range(12):
        opt.zero_grad()
        loss = nn.functional.smooth_l1_loss(model(x), y)
        loss.backward()
        norm = torch.nn.utils.clip_grad_norm_(model.parameters(), 0.5)
        opt.step()
        losses += [loss.item(), norm.item()]
    return losses
