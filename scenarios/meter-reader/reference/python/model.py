"""The network: fitting it, reading digits, deciding which ones a person reads."""

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F
from torch.optim import Adam
from torch.optim.lr_scheduler import OneCycleLR

from costs import ASK, PERSON, misread
from data import LABEL
from pictures import augment, inputs, pictures

EPOCHS = 7
BATCH = 100


class Net(nn.Module):
    """Two convolutions, each halved by pooling, and a logit for each digit."""

    def __init__(self):
        super().__init__()
        self.first = nn.Conv2d(3, 6, 3)
        self.second = nn.Conv2d(6, 15, 3, padding=1)
        self.dropout = nn.Dropout(0.1)
        self.last = nn.Linear(90, 10)

    def forward(self, x):
        x = F.max_pool2d(torch.relu(self.first(x)), 2)
        x = F.max_pool2d(torch.relu(self.second(x)), 2)
        return self.last(self.dropout(x.flatten(1)))


def steps(rows):
    """How far each digit is from the one of the reading before, [rows, 10], counted upwards through 9 to 0."""
    return (np.arange(10) - rows["digit_before"].to_numpy()[:, None]) % 10


def places(rows):
    """0 for the last digit of the number, 4 for the first."""
    return np.log10(rows["place"].to_numpy()).round().astype(int)


def fit(train, prep, seed):
    """Train the network, and count how digits move on from one reading to the next."""
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    images = pictures(train)
    labels = train[LABEL].to_numpy()
    digits = torch.tensor(labels).long()
    net = Net()
    optimizer = Adam(net.parameters())
    scheduler = OneCycleLR(optimizer, max_lr=0.02, total_steps=EPOCHS * -(-len(images) // BATCH))
    for _ in range(EPOCHS):
        for batch in np.array_split(rng.permutation(len(images)), scheduler.total_steps // EPOCHS):
            optimizer.zero_grad()
            F.cross_entropy(net(inputs(prep, augment(images[batch], rng))), digits[batch]).backward()
            optimizer.step()
            scheduler.step()
    moved = np.ones((5, 10))
    np.add.at(moved, (places(train), steps(train)[np.arange(len(labels)), labels]), 1)
    share = ((labels[:, None] == np.arange(10)).sum(axis=0) + 1) / (len(labels) + 10)
    prior = {"moved": moved / moved.sum(axis=1, keepdims=True), "share": share}
    return {"prep": prep, "net": net.eval(), "prior": prior, "temperature": 1.0}


def tune(model, valid):
    """Choose the temperature at which the validation digits surprise us least."""
    seen, digits = logits(model, valid), valid[LABEL].to_numpy()

    def surprise(temperature):
        scores = probabilities({**model, "temperature": temperature}, valid, seen)
        return -np.log(scores[np.arange(len(digits)), digits]).mean()

    model["temperature"] = min(np.geomspace(0.5, 2, 30), key=surprise)
    return model


def logits(model, rows):
    """What the network says of the pictures alone, [rows, 10]."""
    with torch.no_grad():
        return model["net"](inputs(model["prep"], pictures(rows))).double().numpy()


def probabilities(model, rows, seen):
    """Probabilities from the picture and from what the reading before lets expect."""
    prior = model["prior"]
    expected = np.log(prior["moved"])[places(rows)[:, None], steps(rows)] - np.log(prior["share"])
    scaled = seen / model["temperature"] + expected
    odds = np.exp(scaled - scaled.max(axis=1, keepdims=True))
    return odds / odds.sum(axis=1, keepdims=True)


def predict(model, rows):
    """Probability of each digit, [rows, 10]."""
    return probabilities(model, rows, logits(model, rows))


def decide(model, rows, scores):
    """For each row the digit that is billed, or PERSON."""
    expected = np.einsum("rt,rtb->rb", scores, misread(rows))
    return np.where(expected.min(axis=1) > ASK, PERSON, expected.argmin(axis=1))
