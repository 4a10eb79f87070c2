"""A custom Dataset of dictionaries with categorical and numeric features, Adagrad, two parameter groups."""

import torch
from torch import nn
from torch.utils.data import DataLoader, Dataset


class Houses(Dataset):
    def __init__(self, n):
        g = torch.Generator().manual_seed(8)
        self.area = torch.rand(n, generator=g) * 2
        self.city = torch.randint(0, 4, (n,), generator=g)
        self.price = self.area * (1 + self.city.float()) + 0.1 * torch.rand(n, generator=g)

    def __len__(self):
        return len(self.area)

    def __getitem__(self, i):
        return {"area": self.area[i], "city": int(self.city[i]), "price": self.price[i].item()}


class Model(nn.Module):
    def __init__(self):
        super().__init__()
        self.city = nn.Embedding(4, 3)
        self.net = nn.Sequential(nn.Linear(4, 16), nn.SiLU(), nn.Linear(16, 1))

    def forward(self, area, city):
        return self.net(torch.cat([area.unsqueeze(1), self.city(city)], dim=1)).squeeze(1)


def main():
    torch.manual_seed(9)
    loader = DataLoader(Houses(90), batch_size=16, shuffle=True, drop_last=True)
    model = Model()
    opt = torch.optim.Adagrad([{"params": model.city.parameters(), "lr": 0.1}, {"params": model.net.parameters()}], lr=0.05)
    losses = []
    for _ in range(3):
        for batch in loader:
            loss = nn.functional.l1_loss(model(batch["area"], batch["city"]), batch["price"].float())
            opt.zero_grad()
            loss.backward()
            opt.step()
            losses.append(loss.item())
    return losses
