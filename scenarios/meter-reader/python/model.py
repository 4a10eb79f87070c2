"""The network: fitting it, reading digits, deciding which ones a person reads."""

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F
from torch.optim import Adam
from torch.optim.lr_scheduler import OneCycleLR

# @bug argmax-decision
# @fix
from costs import ASK, PERSON, misread
# @end
from data import LABEL
from pictures import augment, inputs, pictures

EPOCHS = 6
BATCH = 100


class Net(nn.Module):
    """Two convolutions, each halved by pooling, a hidden layer, and a logit for each digit."""

    def __init__(self):
        super().__init__()
        self.first = nn.Conv2d(3, 6, 3)
        self.second = nn.Conv2d(6, 12, 3, padding=1)
        self.dropout = nn.Dropout(0.4)
        self.hidden = nn.Linear(72, 32)
        self.last = nn.Linear(32, 10)

    def forward(self, x):
        x = F.max_pool2d(torch.relu(self.first(x)), 2)
        x = F.max_pool2d(torch.relu(self.second(x)), 2)
        x = self.dropout(x.flatten(1))
        x = self.last(torch.relu(self.hidden(x)))
        # @bug double-softmax
        return torch.softmax(x, dim=1)
        # @fix
        return x
        # @end


def fit(train, prep, seed):
    """Train the network for a fixed number of epochs."""
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    images = pictures(train)
    digits = torch.tensor(train[LABEL].to_numpy()).long()
    net = Net()
    optimizer = Adam(net.parameters())
    steps = -(-len(images) // BATCH)
    scheduler = OneCycleLR(optimizer, max_lr=0.02, total_steps=EPOCHS * steps)
    for _ in range(EPOCHS):
        order = rng.permutation(len(images))
        for start in range(0, len(images), BATCH):
            batch = order[start : start + BATCH]
            x = inputs(prep, augment(images[batch], rng))
            # @bug shuffled-labels
            y = digits[start : start + BATCH]
            # @fix
            y = digits[batch]
            # @end
            optimizer.zero_grad()
            F.cross_entropy(net(x), y).backward()
            optimizer.step()
            scheduler.step()
    return {"prep": prep, "net": net, "temperature": 1.0}


def tune(model, valid):
    """Choose the temperature at which the validation digits surprise us least."""
    digits = valid[LABEL].to_numpy()
    logits = np.log(predict(model, valid) + 1e-9)

    def surprise(temperature):
        scaled = logits / temperature
        return (np.log(np.exp(scaled).sum(axis=1)) - scaled[np.arange(len(digits)), digits]).mean()

    model["temperature"] = min(np.geomspace(0.3, 3, 30), key=surprise)
    return model


def predict(model, rows):
    """Probability of each digit, [rows, 10]."""
    images = pictures(rows)
    # @bug channel-order
    images = images[..., ::-1]
    # @fix
    # @end
    # @bug training-mode
    # @fix
    model["net"].eval()
    # @end
    with torch.no_grad():
        logits = model["net"](inputs(model["prep"], images)).double() / model["temperature"]
    # @bug batch-softmax
    return torch.softmax(logits, dim=0).numpy()
    # @fix
    return torch.softmax(logits, dim=1).numpy()
    # @end


def decide(model, rows, scores):
    """For each row the digit that is billed, or PERSON."""
    # @bug argmax-decision
    return np.argmax(scores, axis=1)
    # @fix
    expected = np.einsum("rt,rtb->rb", scores, misread(rows))
    return np.where(expected.min(axis=1) > ASK, PERSON, expected.argmin(axis=1))
    # @end
