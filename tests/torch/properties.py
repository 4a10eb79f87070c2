"""What fixtures cannot show: finite differences, freed memory, pickles out of band, names that are missing, no BLAS."""

from __future__ import annotations

import gc
import pickle
import weakref

import numpy as np

import torch
import torch.nn as nn
import torch.nn.functional as F


def _leaf(rng, *shape):
    return torch.tensor(rng.standard_normal(shape), requires_grad=True)


def finite_differences(seed: int) -> int:
    """Gradients (and for smooth ones second gradients) of random shapes against central differences; returns the count."""
    rng = np.random.default_rng(seed)
    n, m, k = rng.integers(2, 4, 3)
    a, b, v = _leaf(rng, n, m), _leaf(rng, m, k), _leaf(rng, m)
    image, kernel, bias = _leaf(rng, 1, 2, 4, 5), _leaf(rng, 3, 2, 2, 2), _leaf(rng, 3)
    target = torch.tensor(rng.integers(0, m, n))
    net = {name: getattr(nn, name)(2, 2, dtype=torch.float64) for name in ("RNN", "GRU", "LSTM")}
    sequence = _leaf(rng, 3, 2, 2)
    smooth = [
        (lambda x, y: x @ y, (a, b)), (lambda x, y: torch.tanh(x) * y, (a, v)), (lambda x: x.softmax(1), (a,)), (lambda x: x.logsumexp(0), (a,)),
        (lambda x: x.std(0), (a,)), (lambda x: x.prod(1), (a,)), (lambda x, w: F.conv2d(x, w, stride=2, padding=1), (image, kernel)),
        (lambda x, w: F.conv_transpose2d(x, w.transpose(0, 1)), (image, kernel)), (lambda x: F.layer_norm(x, (int(m),)), (a,)),
        (lambda x: F.cross_entropy(x, target, label_smoothing=0.1), (a,)), (lambda x: F.gelu(x), (a,)), (lambda x: torch.cdist(x, x + 1), (a,)),
        (lambda x: F.avg_pool2d(x, 2), (image,)), (lambda x: x[:, [0, 1, 0]] ** 3, (a,)), (lambda x, y: torch.einsum("ij,jk->ki", x, y), (a, b)),
        (lambda x: torch.linalg.inv(x @ x.t() + torch.eye(int(n), dtype=torch.float64)), (a,)), (lambda x: F.scaled_dot_product_attention(x, x, x), (sequence,)),
    ] + [(lambda x, f=f: f(x)[0], (sequence,)) for f in net.values()]
    for fn, inputs in smooth:
        assert torch.autograd.gradcheck(fn, inputs)
        assert torch.autograd.gradgradcheck(fn, inputs)
    rough = [(lambda x, w, c: F.conv2d(x, w, c), (image, kernel, bias)), (lambda x: F.max_pool2d(x, 2), (image,)), (lambda x: x.sort(1)[0], (a,)),
             (lambda x: x.cumprod(1), (a,)), (lambda x: F.relu(x), (a,)), (lambda x: x.amax(0), (a,))]
    for fn, inputs in rough:
        assert torch.autograd.gradcheck(fn, inputs)
    return len(smooth) * 2 + len(rough)


def tape_is_freed() -> None:
    """After backward no intermediate array is alive, without help of the cycle collector."""
    gc.collect()
    gc.disable()
    try:
        model = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.LayerNorm(8), nn.Linear(8, 1))
        x = torch.ones(16, 4)
        hidden = model[1](model[0](x))
        watched = weakref.ref(hidden._a)
        node = weakref.ref(hidden.grad_fn)
        loss = model[3](model[2](hidden)).sum()
        del hidden
        assert watched() is not None
        loss.backward()
        assert watched() is None, "an intermediate array outlived backward"
        del loss
        assert node() is None, "the tape outlived its result"
    finally:
        gc.enable()


def pickles_out_of_band() -> None:
    """A module crosses as plain arrays out of band: no tape, no gradients; read-only buffers give writable weights."""
    model = nn.Sequential(nn.Linear(3, 2), nn.BatchNorm1d(2))
    model(torch.ones(4, 3) * torch.arange(4.0).reshape(4, 1)).sum().backward()
    buffers: list = []
    data = pickle.dumps(model, protocol=5, buffer_callback=buffers.append)
    assert len(buffers) == len(model.state_dict())
    twin = pickle.loads(data, buffers=[bytes(b.raw()) for b in buffers])
    for (k, p), (_, q) in zip(model.state_dict().items(), twin.state_dict().items()):
        assert torch.equal(p, q), k
    assert all(p.grad is None and p.requires_grad for p in twin.parameters())
    twin[0].weight.data.add_(1)
    (model[0].weight * 2).detach()
    computed = pickle.loads(pickle.dumps(model[0].weight * 2))
    assert computed.grad_fn is None


def missing_names() -> None:
    """Names that PyTorch has and this package lacks say so; unknown names stay AttributeErrors."""
    for get, word in ((lambda: torch.vmap, "vmap"), (lambda: nn.Conv3d, "Conv2d"), (lambda: F.conv3d, "conv3d"), (lambda: torch.ones(1).to_sparse, "to_sparse"),
                      (lambda: torch.optim.LBFGS, "LBFGS"), (lambda: torch.complex64, "complex64"), (lambda: nn.Transformer, "TransformerEncoder")):
        try:
            get()
        except NotImplementedError as e:
            assert word in str(e), e
            assert "nearest" in str(e), e
        else:
            raise AssertionError(f"{word} exists?")
    for owner in (torch, nn, torch.ones(1)):
        assert not hasattr(owner, "surely_not_there")


def memory_is_shared() -> None:
    """numpy and views see each other's changes."""
    a = np.zeros((2, 3), np.float32)
    t = torch.from_numpy(a)
    t.t()[2, 1] = 5
    a[0, 0] = 4
    assert t[0, 0].item() == 4 and a[1, 2] == 5
    assert t.numpy() is a or np.shares_memory(t.numpy(), a)


def main() -> dict:
    """All properties; returns what was counted."""
    tape_is_freed()
    pickles_out_of_band()
    missing_names()
    memory_is_shared()
    return {"differences": sum(finite_differences(s) for s in range(2))}


if __name__ == "__main__":
    print(main())
