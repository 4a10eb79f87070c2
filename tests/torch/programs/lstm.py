"""Sequence labelling with a bidirectional LSTM and ignored padding."""

import torch
from torch import nn


class Tagger(nn.Module):
    def __init__(self, vocab, tags):
        super().__init__()
        self.embed = nn.Embedding(vocab, 8, padding_idx=0)
        self.lstm = nn.LSTM(8, 10, bidirectional=True, batch_first=True)
        self.out = nn.Linear(20, tags)

    def forward(self, tokens):
        hidden, _ = self.lstm(self.embed(tokens))
        return self.out(hidden)


def main():
    torch.manual_seed(3)
    tokens = torch.randint(1, 20, (24, 9))
    tags = tokens % 4
    for i in range(24):
        cut = 4 + i % 6
        tokens[i, cut:] = 0
        tags[i, cut:] = -100
    model = Tagger(20, 4)
    opt = torch.optim.AdamW(model.parameters(), lr=0.02)
    criterion = nn.CrossEntropyLoss(ignore_index=-100)
    losses = []
    for _ in range(10):
        logits = model(tokens)
        loss = criterion(logits.view(-1, 4), tags.view(-1))
        opt.zero_grad()
        loss.backward()
        opt.step()
        losses.append(loss.item())
    assert model.embed.weight[0].abs().sum().item() == 0
    return losses
