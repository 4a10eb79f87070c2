"""Early stopping on validation loss with the best weights kept, ReduceLROnPlateau, deep copies."""

import copy

import torch
from torch import nn


def main():
    torch.manual_seed(7)
    x = torch.rand(80, 6)
    y = (x.sum(1) > 3).long()
    noise = torch.rand(80) < 0.15
    y[noise] = 1 - y[noise]
    xt, yt, xv, yv = x[:40], y[:40], x[40:], y[40:]
    model = nn.Sequential(nn.Linear(6, 48), nn.ReLU(), nn.Dropout(0.1), nn.Linear(48, 2), nn.LogSoftmax(dim=1))
    opt = torch.optim.Adam(model.parameters(), lr=0.03)
    plateau = torch.optim.lr_scheduler.ReduceLROnPlateau(opt, patience=2, factor=0.3)
    criterion = nn.NLLLoss()
    best, wait, kept, losses = float("inf"), 0, None, []
    for _ in range(40):
        model.train()
        opt.zero_grad()
        criterion(model(xt), yt).backward()
        opt.step()
        model.eval()
        with torch.inference_mode():
            value = criterion(model(xv), yv).item()
        plateau.step(value)
        losses += [value, opt.param_groups[0]["lr"]]
        if value < best:
            best, wait, kept = value, 0, copy.deepcopy(model.state_dict())
        else:
            wait += 1
            if wait >= 6:
                break
    model.load_state_dict(kept)
    with torch.no_grad():
        losses.append(criterion(model(xv), yv).item())
    return losses + [best]
