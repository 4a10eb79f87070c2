# Long because: it is a table of cases, one line each.
"""Optimizers, schedules, data loading, randomness, containers."""

from collections import OrderedDict

import numpy as np
from harness import case

import torch
import torch.nn as nn
from torch.optim import lr_scheduler as S
from torch.utils.data import (
    BatchSampler,
    ChainDataset,
    ConcatDataset,
    DataLoader,
    Dataset,
    IterableDataset,
    RandomSampler,
    SequentialSampler,
    StackDataset,
    Subset,
    SubsetRandomSampler,
    TensorDataset,
    WeightedRandomSampler,
    default_collate,
    random_split,
)

OPTIMIZERS = {
    "SGD": [{"lr": 0.1}, {"lr": 0.1, "momentum": 0.9}, {"lr": 0.1, "momentum": 0.9, "nesterov": True, "weight_decay": 0.1},
            {"lr": 0.1, "momentum": 0.5, "dampening": 0.3, "maximize": True}],
    "Adam": [{}, {"lr": 0.1, "weight_decay": 0.1}, {"lr": 0.1, "amsgrad": True, "betas": (0.8, 0.9)}, {"lr": 0.1, "maximize": True}],
    "AdamW": [{"lr": 0.1}, {"lr": 0.1, "amsgrad": True, "weight_decay": 0.2}],
    "RMSprop": [{}, {"lr": 0.1, "momentum": 0.9}, {"lr": 0.1, "centered": True, "weight_decay": 0.1, "alpha": 0.8}],
    "Adagrad": [{}, {"lr": 0.1, "lr_decay": 0.1, "weight_decay": 0.1, "initial_accumulator_value": 0.5}],
    "Adadelta": [{}, {"lr": 0.5, "weight_decay": 0.1}], "Adamax": [{"lr": 0.1}], "NAdam": [{"lr": 0.1}, {"lr": 0.1, "weight_decay": 0.1}],
    "RAdam": [{"lr": 0.1}, {"lr": 0.1, "weight_decay": 0.1, "decoupled_weight_decay": True}],
}


def _optimizer(name, number, options):
    def run(i):
        net = nn.Sequential(nn.Linear(3, 4), nn.Tanh(), nn.Linear(4, 1))
        opt = getattr(torch.optim, name)([{"params": net[0].parameters()}, {"params": net[2].parameters(), "lr": 0.05}], **options)
        x, y = i.c(8, 3), i.c(8, 1)
        found = []
        for _ in range(8):
            opt.zero_grad()
            loss = ((net(x) - y) ** 2).mean()
            loss.backward()
            opt.step()
            found.append(loss.item())
        state = opt.state_dict()
        again = getattr(torch.optim, name)([{"params": net[0].parameters()}, {"params": net[2].parameters()}], **options)
        again.load_state_dict(state)
        for o in (opt, again):
            ((net(x) - y) ** 2).sum().backward()
            o.step()
        groups = [sorted((k, str(v)) for k, v in g.items()) for g in state["param_groups"]]
        return [found, list(net.parameters()), [[k, v] for s in state["state"].values() for k, v in sorted(s.items())], groups, repr(opt)]

    run.__name__ = f"{name}_{number}"
    case(f"optim.{name}")(run)


for _name, _options in OPTIMIZERS.items():
    for _number, _o in enumerate(_options):
        _optimizer(_name, _number, _o)

SCHEDULES = {
    "StepLR": {"step_size": 3}, "MultiStepLR": {"milestones": [2, 5], "gamma": 0.5}, "ExponentialLR": {"gamma": 0.9},
    "CosineAnnealingLR": {"T_max": 5, "eta_min": 0.01}, "LambdaLR": {"lr_lambda": lambda e: 0.9**e}, "LinearLR": {"total_iters": 4},
    "ConstantLR": {"factor": 0.5, "total_iters": 3}, "PolynomialLR": {"total_iters": 6, "power": 2.0},
    "CosineAnnealingWarmRestarts": {"T_0": 3, "T_mult": 2}, "MultiplicativeLR": {"lr_lambda": lambda e: 0.95},
    "OneCycleLR": {"max_lr": 0.5, "total_steps": 15}, "OneCycleLR_three": {"max_lr": 0.5, "total_steps": 15, "three_phase": True, "anneal_strategy": "linear"},
}


def _schedule(name, options):
    def run(i):
        p = [nn.Parameter(torch.ones(2))]
        opt = torch.optim.SGD([{"params": p}], lr=0.1, momentum=0.9)
        sched = getattr(S, name.split("_")[0])(opt, **options)
        found = [opt.param_groups[0]["lr"]]
        for _ in range(12):
            opt.step()
            sched.step()
            found += [opt.param_groups[0]["lr"], sched.get_last_lr()[0], opt.param_groups[0]["momentum"]]
        return [found, sched.last_epoch]

    run.__name__ = f"schedule_{name}"
    case(f"optim.lr_scheduler.{name.split('_')[0]}")(run)


for _name, _o in SCHEDULES.items():
    _schedule(_name, _o)


@case("optim.lr_scheduler.ReduceLROnPlateau", "optim.lr_scheduler.SequentialLR", "optim.lr_scheduler.ChainedScheduler")
def plateau(i):
    found = []
    for options in ({"patience": 1}, {"mode": "max", "patience": 0, "cooldown": 2, "factor": 0.5}, {"threshold_mode": "abs", "threshold": 0.1, "patience": 2}):
        opt = torch.optim.Adam([nn.Parameter(torch.ones(1))], lr=0.1)
        sched = S.ReduceLROnPlateau(opt, **options)
        for v in (1.0, 0.9, 0.95, 0.93, 0.92, 0.91, 0.5, 0.6, 0.7, 0.8):
            sched.step(v)
            found += [opt.param_groups[0]["lr"], sched.num_bad_epochs]
    opt = torch.optim.SGD([nn.Parameter(torch.ones(1))], lr=0.1)
    seq = S.SequentialLR(opt, [S.LinearLR(opt, 0.1, total_iters=3), S.ExponentialLR(opt, 0.9)], [3])
    other = torch.optim.SGD([nn.Parameter(torch.ones(1))], lr=0.1)
    chain = S.ChainedScheduler([S.ConstantLR(other, 0.5, 2), S.ExponentialLR(other, 0.9)])
    for _ in range(6):
        opt.step()
        seq.step()
        other.step()
        chain.step()
        found += [opt.param_groups[0]["lr"], other.param_groups[0]["lr"]]
    return found


@case("nn.utils.clip_grad_norm_", "nn.utils.clip_grad_value_", "nn.utils.parameters_to_vector", "nn.utils.vector_to_parameters", seeds=2)
def clipping(i):
    from torch.nn import utils

    net = nn.Linear(3, 2)
    (net(i.c(4, 3)) ** 2).sum().backward()
    n = utils.clip_grad_norm_(net.parameters(), 0.5)
    first = net.weight.grad.clone()
    utils.clip_grad_value_(net.parameters(), 0.05)
    v = utils.parameters_to_vector(net.parameters())
    utils.vector_to_parameters(v * 2, net.parameters())
    return [n, first, net.weight.grad, net.bias.grad, v, net.weight, utils.clip_grad_norm_(net.parameters(), 1.0, float("inf")),
            utils.clip_grad_norm_([], 1.0)]


class Squares(Dataset):
    def __len__(self):
        return 10

    def __getitem__(self, i):
        return {"x": torch.tensor([float(i), i * i]), "y": i, "name": f"n{i}", "z": (i * 0.5, np.float32(i))}


class Stream(IterableDataset):
    def __iter__(self):
        return iter(range(7))


@case("utils.data.DataLoader", "utils.data.Dataset", "utils.data.TensorDataset", "utils.data.default_collate", "utils.data.IterableDataset",
      "utils.data.Subset", "utils.data.random_split", "utils.data.ConcatDataset", "utils.data.StackDataset", "utils.data.ChainDataset")
def loading(i):
    torch.manual_seed(11)
    data = TensorDataset(torch.arange(10), torch.arange(20.0).reshape(10, 2))
    found = [list(DataLoader(data, 4)), list(DataLoader(data, 3, shuffle=True)), list(DataLoader(Squares(), 4, shuffle=True, drop_last=True)),
             list(DataLoader(Stream(), 3)), list(DataLoader(data, None))[:2], len(DataLoader(data, 3)), len(DataLoader(data, 3, drop_last=True))]
    a, b = random_split(data, [7, 3])
    c, d = random_split(range(9), [0.5, 0.5], generator=torch.Generator().manual_seed(4))
    g = torch.Generator().manual_seed(2)
    found += [a.indices, b.indices, c.indices, d.indices, list(DataLoader(Subset(data, [3, 1, 4]), 2)), [x[0] for x in DataLoader(data, 5, shuffle=True, generator=g)],
              len(ConcatDataset([data, data])), (data + data)[13], default_collate([(1, 2.5), (3, 4.5)]), StackDataset(data, data)[2], list(ChainDataset([Stream(), Stream()])),
              list(DataLoader(list(range(5)), 2, collate_fn=lambda b: sum(b))), torch.rand(3)]
    return found


@case("utils.data.RandomSampler", "utils.data.SequentialSampler", "utils.data.WeightedRandomSampler", "utils.data.SubsetRandomSampler", "utils.data.BatchSampler")
def samplers(i):
    torch.manual_seed(5)
    w = [0.1, 0.5, 2.0, 0.2]
    return [list(RandomSampler(range(9))), list(RandomSampler(range(5), True, 40)), list(SequentialSampler(range(3))), list(WeightedRandomSampler(w, 12)),
            list(WeightedRandomSampler(w, 3, False)), list(SubsetRandomSampler([4, 5, 6])), list(BatchSampler(RandomSampler(range(7)), 3, False)),
            list(RandomSampler(range(5), generator=torch.Generator().manual_seed(1))), torch.rand(1),
            list(DataLoader(range(6), 2, sampler=WeightedRandomSampler(torch.ones(6), 6)))]


@case("torch.rand", "torch.randn", "torch.randint", "torch.randperm", "torch.manual_seed", "torch.Generator", "torch.bernoulli", "torch.multinomial",
      "torch.normal", "torch.rand_like", "torch.randn_like", "torch.randint_like", "torch.get_rng_state", "torch.set_rng_state", "torch.initial_seed",
      "torch.Tensor.uniform_", "torch.Tensor.normal_", "torch.Tensor.random_", "torch.Tensor.bernoulli_", "torch.Tensor.exponential_", "torch.random.fork_rng", seeds=3)
def randomness(i):
    g = torch.Generator()
    g.manual_seed(3)
    state = torch.get_rng_state()
    one = torch.rand(3)
    torch.set_rng_state(state)
    with torch.random.fork_rng():
        torch.rand(7)
    e = torch.empty
    return [one, torch.rand(3), torch.rand(2, 3, dtype=torch.float64), torch.randn(5), torch.randn(40), torch.randn(3, 7, dtype=torch.float64), torch.randint(0, 9, (7,)),
            torch.randint(2**40, (3,)), torch.randperm(11), torch.rand(4, generator=g), torch.randn(4, generator=g), torch.rand_like(one), torch.randn_like(one),
            torch.randint_like(one, 5), torch.bernoulli(torch.full((9,), 0.4)), torch.multinomial(torch.arange(1.0, 6), 20, True), torch.multinomial(torch.ones(6), 4),
            torch.multinomial(torch.rand(3, 4), 5, True), torch.normal(0.5, 2.0, (5,)), torch.normal(torch.zeros(17), torch.ones(17)), e(5).uniform_(-1, 3), e(20).normal_(2, 0.5),
            e(5).bernoulli_(0.3), e(5).exponential_(2.0), e(4, dtype=torch.int64).random_(), e(4).random_(5), e(3).random_(2, 9), torch.initial_seed(), g.initial_seed(),
            torch.rand(5, dtype=torch.float16), torch.randn(9, dtype=torch.float16), nn.Linear(5, 3).weight, nn.Conv2d(2, 3, 3).bias, nn.GRU(3, 4).weight_hh_l0, nn.Embedding(5, 4).weight]


@case("torch.randn", "torch.rand", "bits of random numbers", seeds=2)
def random_bits(i):
    layers = [nn.Linear(7, 5), nn.Conv2d(2, 3, 3), nn.GRU(3, 5), nn.LSTM(3, 5), nn.Embedding(9, 7), nn.MultiheadAttention(8, 2), nn.Bilinear(2, 3, 4)]
    found = [torch.randn(3000), torch.rand(100), torch.randn(17), torch.randn(5), torch.empty(50).uniform_(-0.3, 0.7), torch.empty(40).normal_(0.5, 0.02),
             *[p for m in layers for p in m.parameters()], nn.init.kaiming_normal_(torch.empty(9, 9)), nn.init.xavier_uniform_(torch.empty(9, 9))]
    return [t.detach().view(torch.int32) for t in found] + [torch.randn(40, dtype=torch.float64)]


@case("nn.Module", "nn.Sequential", "nn.ModuleList", "nn.ModuleDict", "nn.ParameterList", "nn.ParameterDict", "nn.Parameter", "nn.Buffer", "nn.Module.state_dict",
      "nn.Module.load_state_dict", "nn.Module.apply", "nn.Module.to", "nn.Module.parameters", "nn.Module.buffers", "nn.Module.named_modules", "nn.Module.train")
def modules(i):
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.body = nn.Sequential(OrderedDict(a=nn.Linear(3, 4), b=nn.ReLU()))
            self.heads = nn.ModuleList([nn.Linear(4, 1) for _ in range(3)])
            self.named = nn.ModuleDict({"x": nn.Linear(1, 1), "y": nn.Dropout(0.2)})
            self.scale = nn.Parameter(torch.ones(2))
            self.shared = self.heads[0]
            self.plist = nn.ParameterList([torch.ones(2), nn.Parameter(torch.zeros(3))])
            self.pdict = nn.ParameterDict({"k": torch.ones(1)})
            self.register_buffer("seen", torch.zeros(1))
            self.register_buffer("hidden", torch.zeros(1), persistent=False)
            self.none = None
            self.register_parameter("absent", None)

        def forward(self, x):
            self.seen += 1
            return sum(h(self.body(x)) for h in self.heads)

    net = Net()
    out = net(i.c(2, 3))
    names = [n for n, _ in net.named_parameters()]
    found = [out, names, [n for n, _ in net.named_buffers()], [n for n, _ in net.named_modules()], [n for n, _ in net.named_children()], list(net.state_dict()), repr(net),
             sum(p.numel() for p in net.parameters()), net.seen]
    net.eval()
    found += [net.training, net.named["y"].training, net.train().named["y"].training]
    order = []
    net.apply(lambda m: order.append(type(m).__name__))
    net.double()
    found += [order, net.scale.dtype, net.seen.dtype, net.float().scale.dtype, net.load_state_dict({"scale": torch.zeros(2)}, strict=False).unexpected_keys, net.scale]
    net.requires_grad_(False)
    seq = nn.Sequential(nn.Linear(2, 2), nn.ReLU(), nn.Linear(2, 1))
    found += [any(p.requires_grad for p in net.parameters()), len(seq), repr(seq[1:]), repr(seq[-1]), str(seq.load_state_dict(seq.state_dict())), net.get_submodule("body.a").in_features,
              "body" in dir(net), isinstance(net.heads[1:], nn.ModuleList), list(net.named.keys()), len(net.plist), repr(net.body.append(nn.Tanh()))]
    del net.scale
    return found + [[n for n, _ in net.named_parameters()][:2], hasattr(net, "scale")]
