"""Text classification: mean of word embeddings with a mask, dropout, label smoothing."""

from collections import Counter

import torch
from torch import nn
from torch.utils.data import DataLoader

GOOD = "great fine lovely superb warm happy".split()
BAD = "awful bad dull poor cold sad".split()


class Classifier(nn.Module):
    def __init__(self, vocab):
        super().__init__()
        self.embedding = nn.Embedding(vocab, 12, padding_idx=0)
        self.drop = nn.Dropout(0.2)
        self.fc = nn.Sequential(nn.Linear(12, 16), nn.GELU(), nn.LayerNorm(16), nn.Linear(16, 2))

    def forward(self, ids):
        mask = (ids != 0).float().unsqueeze(-1)
        mean = (self.embedding(ids) * mask).sum(1) / mask.sum(1).clamp(min=1)
        return self.fc(self.drop(mean))


def main():
    torch.manual_seed(4)
    texts = []
    for i in range(40):
        words = GOOD if i % 2 else BAD
        picks = torch.randint(0, 6, (3 + i % 4,)).tolist()
        texts.append((" ".join(words[p] for p in picks) + " the", i % 2))
    counts = Counter(w for t, _ in texts for w in t.split())
    vocab = {w: k + 1 for k, (w, _) in enumerate(sorted(counts.items()))}

    def collate(batch):
        rows = [torch.tensor([vocab[w] for w in t.split()]) for t, _ in batch]
        out = torch.zeros(len(rows), max(len(r) for r in rows), dtype=torch.long)
        for i, r in enumerate(rows):
            out[i, : len(r)] = r
        return out, torch.tensor([y for _, y in batch])

    loader = DataLoader(texts, batch_size=8, shuffle=True, collate_fn=collate)
    model = Classifier(len(vocab) + 1)
    opt = torch.optim.Adam(model.parameters(), lr=0.01)
    criterion = nn.CrossEntropyLoss(label_smoothing=0.05)
    losses = []
    for _ in range(3):
        model.train()
        for ids, y in loader:
            opt.zero_grad()
            loss = criterion(model(ids), y)
            loss.backward()
            opt.step()
            losses.append(loss.item())
    return losses
