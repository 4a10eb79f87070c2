"""Reductions, sorting and counting."""

from harness import case

import torch


def _reduce(name, second=True):
    def run(i):
        x = i.x(i.n(), i.n(), i.n())
        fn = getattr(torch, name)
        return [i.grads(fn(x), fn(x, 1), fn(x, -1, True), second=second), fn(x.detach().double(), 0)]

    run.__name__ = f"reduce_{name}"
    case(f"torch.{name}", seeds=2)(run)


for _name in ("sum", "mean", "prod", "nansum", "nanmean", "std", "var"):
    _reduce(_name)


def _extreme(name):
    def run(i):
        x = i.x(i.n(), i.n(), i.n())
        fn = getattr(torch, name)
        return i.grads(fn(x, 1), fn(x, (0, 2)), fn(x, -1, True), second=False)

    run.__name__ = f"extreme_{name}"
    case(f"torch.{name}")(run)


for _name in ("amax", "amin"):
    _extreme(_name)


def _with_index(name):
    def run(i):
        x = i.x(i.n(), i.n(2, 6))
        fn = getattr(torch, name)
        pair, kept = fn(x, 1), fn(x, 0, keepdim=True)
        return [i.grads(pair.values, kept.values), pair.indices, kept[1], i.grads(fn(x)), type(pair).__name__.split(".")[-1]]

    run.__name__ = f"index_{name}"
    case(f"torch.{name}", seeds=2)(run)


for _name in ("max", "min", "median"):
    _with_index(_name)


@case("torch.sum", "torch.mean")
def multiple_axes(i):
    x = i.x(3, 4, 5)
    return [i.grads(x.sum((0, 2)), x.mean((1, 2), keepdim=True), x.sum(dim=1), x.mean(axis=0), x.sum(-1, keepdim=True)),
            x.detach().sum(dtype=torch.float64), i.i(9, 4).sum(), i.b(5).sum(), i.i(9, 4).prod()]


@case("torch.logsumexp", "torch.norm", "torch.linalg.vector_norm", "torch.dist", seeds=2)
def norms(i):
    x = i.x(3, 4)
    return i.grads(x.logsumexp(1), x.logsumexp((0, 1)), x.norm(), x.norm(1), x.norm(3, 1), x.norm(2, 0, True),
                   x.norm(float("inf")), torch.linalg.norm(x, dim=1), torch.linalg.vector_norm(x, 3), torch.dist(x, x * 2))


@case("torch.std", "torch.var", "torch.std_mean", "torch.var_mean")
def spread(i):
    x = i.x(4, 5)
    return i.grads(x.std(), x.var(unbiased=False), x.std(0, correction=0), x.var(1, keepdim=True), torch.std_mean(x),
                   torch.var_mean(x, 1), x.std(dim=(0, 1)))


@case("torch.cumsum", "torch.cumprod", "torch.logcumsumexp", "torch.cummax", "torch.cummin", "torch.diff", seeds=2)
def running(i):
    x = i.x(4, 5)
    top = x.cummax(1)
    return [i.grads(x.cumsum(0), x.cumsum(1), x.cumprod(1), x.diff(), top.values, second=True), top.indices,
            i.grads(torch.logcumsumexp(x, 1), second=False), x.detach().cummin(0), x.detach().diff(n=2, dim=0)]


@case("torch.all", "torch.any", "torch.count_nonzero", "torch.argmax", "torch.argmin", "torch.aminmax")
def truths(i):
    x, b = i.c(3, 4), i.b(3, 4)
    return [b.all(), b.any(), b.all(1), b.any(0), b.all(1, keepdim=True), torch.count_nonzero(b), torch.count_nonzero(b, 0),
            x.argmax(), x.argmin(1), x.argmax(0, keepdim=True), torch.aminmax(x), x.argmax(-1), torch.argmin(x)]


@case("torch.sort", "torch.argsort", "torch.topk", "torch.kthvalue", "torch.msort", seeds=2)
def ordering(i):
    x = i.x(4, 6)
    s, t = x.sort(), x.topk(3)
    ties = i.i(3, 10)
    return [i.grads(s.values, t.values, x.sort(0, descending=True)[0], x.topk(2, 0, largest=False)[0], x.kthvalue(2, 1)[0]),
            s.indices, t.indices, x.detach().argsort(1, descending=True), ties.sort(stable=True), torch.msort(x.detach()),
            ties.sort(descending=True, stable=True), ties.float().argsort(stable=True)]


@case("torch.quantile", "torch.nanquantile", "torch.nanmedian", "torch.mode", seeds=2)
def quantiles(i):
    x = i.x(5, 7)
    q = torch.tensor([0.1, 0.5, 0.9])
    found = i.grads(x.quantile(0.3), x.quantile(q), x.quantile(q, 0), x.quantile(0.25, 1, keepdim=True),
                    x.quantile(0.4, 1, interpolation="nearest"), x.quantile(q, 1, keepdim=True))
    y = x.detach().clone()
    y[0, 0] = float("nan")
    return [found, torch.nanquantile(y, 0.5), y.nanmedian(), y.median(), torch.tensor([3, 1, 3, 1, 2]).mode(),
            y.quantile(0.5, 0)]


@case("torch.unique", "torch.unique_consecutive", "torch.bincount", "torch.histc", "torch.searchsorted", "torch.bucketize")
def counting(i):
    a = i.i(5, 12)
    w = i.c(12)
    edges = torch.tensor([1.0, 2.5, 4.0])
    return [a.unique(), torch.unique(a, return_inverse=True, return_counts=True), torch.unique_consecutive(a, return_counts=True),
            a.bincount(), a.bincount(minlength=9), torch.bincount(a, w), torch.histc(w, 5, -2, 2), torch.histc(w, 4),
            torch.searchsorted(edges, w), torch.bucketize(w, edges, right=True), torch.unique(i.i(2, 6, 2), dim=0)]


@case("torch.cov", "torch.corrcoef")
def covariance(i):
    x = i.c(3, 8)
    return [torch.cov(x), torch.corrcoef(x), torch.cov(x[0])]


@case("torch.softmax", "torch.log_softmax", seeds=2)
def soft(i):
    x = i.x(3, 4)
    return [i.grads(x.softmax(1), x.log_softmax(0), torch.softmax(x, -1)), torch.softmax(i.i(5, 4), 0, dtype=torch.float64)]
