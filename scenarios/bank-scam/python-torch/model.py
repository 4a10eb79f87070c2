"""The network: fitting it, scoring transfers, deciding which ones to hold."""

import numpy as np
import torch
from torch import nn
# @bug label-broadcast
from torch.nn import functional as F
# @fix
# @end
from torch.optim import Adam
from torch.optim.lr_scheduler import ExponentialLR
from torch.utils.data import DataLoader, TensorDataset

# @bug half-threshold
# @fix
from costs import CALL, missed
# @end
from data import LABEL
from features import transform

HIDDEN = (48, 24)
EPOCHS = 8


class Net(nn.Module):
    """Two hidden layers with dropout, and one output: the log-odds of a scam."""

    def __init__(self, features):
        super().__init__()
        sizes = (features, *HIDDEN)
        layers = [nn.Linear(size, after) for size, after in zip(sizes, HIDDEN)]
        # @bug unregistered-layers
        self.layers = layers
        # @fix
        self.layers = nn.ModuleList(layers)
        # @end
        self.mask = nn.Dropout(0.15)
        self.dropout = nn.Dropout(0.5)
        self.last = nn.Linear(HIDDEN[-1], 1)

    def forward(self, x):
        x = self.mask(x)
        for layer in self.layers:
            x = self.dropout(torch.relu(layer(x)))
        # @bug label-broadcast
        x = self.last(x)
        # @fix
        x = self.last(x).squeeze(1)
        # @end
        # @bug sigmoid-before-loss
        return torch.sigmoid(x)
        # @fix
        return x
        # @end


def inputs(prep, rows):
    """Feature matrix as a tensor, [rows, features]."""
    return torch.tensor(transform(prep, rows), dtype=torch.float32)


def fit(train, prep, seed):
    """Train the network for a fixed number of epochs."""
    torch.manual_seed(seed)
    x = inputs(prep, train)
    y = torch.tensor(train[LABEL].to_numpy(), dtype=torch.float32)
    net = Net(x.shape[1])
    # @bug label-broadcast
    # @fix
    loss_function = nn.BCEWithLogitsLoss()
    # @end
    optimizer = Adam(net.parameters(), lr=0.004)
    scheduler = ExponentialLR(optimizer, gamma=0.85)
    for _ in range(EPOCHS):
        for batch, labels in DataLoader(TensorDataset(x, y), batch_size=128, shuffle=True):
            # @bug missing-zero-grad
            # @fix
            optimizer.zero_grad()
            # @end
            # @bug label-broadcast
            loss = F.softplus((1 - 2 * labels) * net(batch)).mean()
            # @fix
            loss = loss_function(net(batch), labels)
            # @end
            loss.backward()
            optimizer.step()
            # @bug scheduler-per-batch
            scheduler.step()
        # @fix
        scheduler.step()
        # @end
    return {"prep": prep, "net": net, "odds": 1.0}


def tune(model, valid):
    """Scale the odds so that the mean score on the validation rows meets their share of scams."""
    mean = predict(model, valid).mean()
    share = valid[LABEL].mean()
    model["odds"] *= share / (1 - share) * (1 - mean) / mean
    return model


def predict(model, rows):
    """Probability of a scam for each transfer."""
    # @bug dropout-at-prediction
    # @fix
    model["net"].eval()
    # @end
    with torch.no_grad():
        p = torch.sigmoid(model["net"](inputs(model["prep"], rows))).double().flatten().numpy()
    return p * model["odds"] / (1 - p + p * model["odds"])


def decide(model, rows, scores):
    """True for the transfers that are held until the customer was called."""
    # @bug half-threshold
    return np.asarray(scores) >= 0.5
    # @fix
    return np.asarray(scores) * missed(rows) > CALL
    # @end
