"""The network: fitting it, scoring transfers, deciding which ones to hold."""

import numpy as np
import torch
from torch import nn
from torch.optim import Adam
from torch.optim.lr_scheduler import OneCycleLR

from costs import CALL, missed
from data import LABEL
from features import transform

NETS = 3
HIDDEN = 8
EPOCHS = 12
BATCH = 200


class Nets(nn.Module):
    """A few small networks of one hidden layer side by side; the mean of their probabilities is steadier than each."""

    def __init__(self, features):
        super().__init__()
        self.nets = nn.ModuleList(
            nn.Sequential(nn.Linear(features, HIDDEN), nn.ReLU(), nn.Linear(HIDDEN, 1)) for _ in range(NETS)
        )

    def forward(self, x):
        """Log-odds of a scam by network, [rows, networks]."""
        return torch.cat([net(x) for net in self.nets], dim=1)


def inputs(prep, rows):
    """Feature matrix as a tensor, [rows, features]."""
    return torch.tensor(transform(prep, rows), dtype=torch.float32)


def fit(train, prep, seed):
    """Train the networks on the same batches; each has its own loss, so that none leans on another."""
    torch.manual_seed(seed)
    x = inputs(prep, train)
    y = torch.tensor(train[LABEL].to_numpy(), dtype=torch.float32)
    nets = Nets(x.shape[1])
    loss_function = nn.BCEWithLogitsLoss()
    steps = -(-len(x) // BATCH)
    optimizer = Adam(nets.parameters(), weight_decay=1e-4)
    scheduler = OneCycleLR(optimizer, max_lr=0.02, total_steps=EPOCHS * steps)
    for _ in range(EPOCHS):
        for rows in torch.randperm(len(x)).split(BATCH):
            optimizer.zero_grad()
            loss = loss_function(nets(x[rows]), y[rows, None].expand(-1, NETS)) * NETS
            loss.backward()
            optimizer.step()
            scheduler.step()
    return {"prep": prep, "nets": nets.eval()}


def predict(model, rows):
    """Probability of a scam for each transfer."""
    with torch.no_grad():
        return torch.sigmoid(model["nets"](inputs(model["prep"], rows))).mean(dim=1).double().numpy()


def decide(model, rows, scores):
    """True for the transfers that are held until the customer was called."""
    return np.asarray(scores) * missed(rows) > CALL
