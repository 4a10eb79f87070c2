"""Image classification with two convolutions, batch norm and SGD."""

import torch
import torch.nn.functional as F
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 6, 3, padding=1)
        self.bn = nn.BatchNorm2d(6)
        self.conv2 = nn.Conv2d(6, 8, 3)
        self.pool = nn.MaxPool2d(2)
        self.fc = nn.Linear(8 * 3 * 3, 3)

    def forward(self, x):
        x = self.pool(F.relu(self.bn(self.conv1(x))))
        x = self.pool(F.relu(self.conv2(x)))
        return self.fc(x.flatten(1))


def main():
    torch.manual_seed(1)
    labels = torch.randint(0, 3, (60,))
    images = torch.rand(60, 1, 16, 16)
    for i, label in enumerate(labels):
        images[i, 0, 4 * label : 4 * label + 4] += 0.5
    net = Net()
    opt = torch.optim.SGD(net.parameters(), lr=0.05, momentum=0.9, weight_decay=1e-4)
    losses = []
    for _ in range(3):
        for i in range(0, 60, 20):
            logits = net(images[i : i + 20])
            loss = F.cross_entropy(logits, labels[i : i + 20])
            opt.zero_grad()
            loss.backward()
            opt.step()
            losses.append(loss.item())
    net.eval()
    with torch.no_grad():
        accuracy = (net(images).argmax(1) == labels).float().mean().item()
    return losses + [accuracy]
