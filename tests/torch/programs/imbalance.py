"""Rare positives: weighted sampling and pos_weight, threshold chosen on validation scores."""

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset, WeightedRandomSampler, random_split


def main():
    torch.manual_seed(6)
    x = torch.rand(300, 4)
    y = ((x[:, 0] > 0.8) & (x[:, 1] > 0.5)).float()
    train, valid = random_split(TensorDataset(x, y), [240, 60])
    labels = torch.stack([train[i][1] for i in range(len(train))])
    weights = torch.where(labels == 1, 1.0 / labels.sum(), 1.0 / (1 - labels).sum())
    loader = DataLoader(train, 40, sampler=WeightedRandomSampler(weights, len(train)))
    model = nn.Sequential(nn.Linear(4, 16), nn.LeakyReLU(), nn.BatchNorm1d(16), nn.Linear(16, 1))
    criterion = nn.BCEWithLogitsLoss(pos_weight=torch.tensor([2.0]))
    opt = torch.optim.SGD(model.parameters(), lr=0.03, momentum=0.9, nesterov=True)
    losses = []
    for _ in range(3):
        for xb, yb in loader:
            opt.zero_grad()
            loss = criterion(model(xb).squeeze(1), yb)
            loss.backward()
            opt.step()
            losses.append(loss.item())
    model.eval()
    with torch.no_grad():
        xv, yv = x[valid.indices], y[valid.indices]
        scores = torch.sigmoid(model(xv)).squeeze(1)
        threshold = scores.quantile(0.8)
        hit = ((scores > threshold) & (yv == 1)).sum().item()
    return losses + [threshold.item(), hit, yv.sum().item()]
