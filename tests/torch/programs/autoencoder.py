"""Autoencoder with tied shapes, Tanh, RMSprop and a OneCycle schedule."""

import torch
from torch import nn


class AutoEncoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(16, 8), nn.Tanh(), nn.Linear(8, 3))
        self.decoder = nn.Sequential(nn.Linear(3, 8), nn.Tanh(), nn.Linear(8, 16), nn.Sigmoid())

    def forward(self, x):
        return self.decoder(self.encoder(x))


def main():
    torch.manual_seed(5)
    latent = torch.rand(64, 3)
    x = torch.sigmoid(latent @ torch.rand(3, 16) * 3 - 2)
    model = AutoEncoder()
    opt = torch.optim.RMSprop(model.parameters(), lr=0.002, momentum=0.5)
    schedule = torch.optim.lr_scheduler.OneCycleLR(opt, max_lr=0.01, total_steps=20)
    losses = []
    for _ in range(20):
        opt.zero_grad(set_to_none=True)
        loss = nn.functional.binary_cross_entropy(model(x), x) + 1e-3 * sum(p.pow(2).sum() for p in model.parameters())
        loss.backward()
        opt.step()
        schedule.step()
        losses.append(loss.item())
    return losses
