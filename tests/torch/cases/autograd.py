# Long because: it is a table of cases, one line each.
"""The tape: accumulation, modes, in-place rules, hooks, custom functions, higher derivatives, messages."""

import copy
import pickle

from harness import case, error, warned

import torch
import torch.nn as nn


@case("torch.Tensor.backward", "torch.autograd.backward", "torch.Tensor.grad", "torch.Tensor.retain_grad", seeds=2)
def accumulation(i):
    x, w = i.x(3, 4), i.x(4, 2)
    y = (x @ w).tanh()
    y.retain_grad()
    y.sum().backward(retain_graph=True)
    once = x.grad.clone()
    y.backward(torch.ones_like(y) * 2)
    torch.autograd.backward([(x * 2).sum(), (w * w).sum()])
    z = i.x(3)
    (z * z).backward(torch.tensor([1.0, 2.0, 3.0]))
    v = i.x(2)
    (v.sum() * w.sum()).backward(inputs=[v])
    return [once, x.grad, w.grad, y.grad, z.grad, v.grad, x.grad.requires_grad, (x + x.detach()).grad_fn.name()]


@case("torch.no_grad", "torch.enable_grad", "torch.set_grad_enabled", "torch.inference_mode", "torch.is_grad_enabled",
      "torch.is_inference_mode_enabled", "torch.Tensor.detach", "torch.Tensor.requires_grad_")
def modes(i):
    x = i.x(2)
    found = []
    with torch.no_grad():
        found += [(x * 2).requires_grad, torch.is_grad_enabled()]
        with torch.enable_grad():
            found += [(x * 2).requires_grad]

    @torch.no_grad()
    def f():
        return (x * 3).requires_grad

    @torch.inference_mode()
    def g():
        return torch.is_inference_mode_enabled(), (x * 3).requires_grad

    with torch.set_grad_enabled(False):
        found += [(x * 2).requires_grad]
    torch.set_grad_enabled(False)
    found += [torch.is_grad_enabled()]
    torch.set_grad_enabled(True)
    d = x.detach()
    d[0] = 5.0
    with torch.inference_mode():
        t = torch.ones(2)
    return [found, f(), g(), x, d.requires_grad, torch.ones(1).requires_grad_().requires_grad, t.is_inference(),
            error(lambda: (t * x).sum().backward())]


@case("in-place operations", "torch.Tensor.add_", "torch.Tensor.mul_", "torch.Tensor.copy_", "torch.Tensor.fill_", "torch.Tensor.zero_",
      "torch.Tensor.clamp_", "torch.Tensor.sub_", "torch.Tensor.div_", "torch.Tensor.masked_fill_", "torch.Tensor.index_add_", seeds=2)
def in_place(i):
    x, w = i.x(3, 4), i.x(3, 4)
    y = x * 1
    y.add_(w)
    y.mul_(w)
    y[0].mul_(2)
    y[:, 1:3] = w[:, :2]
    v = y.view(-1)
    v[3] = x[0, 0] * 5
    y += x
    z = (x * 2).exp_().clone().clamp_(max=3.0).sigmoid_()
    s = torch.zeros(3, 4)
    s.index_add_(0, torch.tensor([0, 2]), w[:2])
    m = (w * 1).masked_fill_(i.b(3, 4), 0.0)
    c = torch.empty(3, 4).copy_(x)
    t = (x * 1).t()
    t[0] += 1
    u = (x * 3).zero_() + w
    b = x * 1
    b.transpose(0, 1)[1].div_(2).sub_(w[:, 0])
    return [i.grads(y, v, z, s, m, c, t, u, b, second=False), y._version, v._version, (x * 1).fill_(2.0), (x * 2).relu_()]


@case("in-place errors", "autograd errors")
def in_place_errors(i):
    def saved():
        x = torch.ones(3, requires_grad=True)
        y = x.sigmoid()
        y.add_(1)
        y.sum().backward()

    def saved_input():
        w, x = torch.ones(2, 2, requires_grad=True), torch.ones(2, 2)
        y = (x * 1) @ w
        x2 = x
        out = (y * w).sum()
        y.mul_(2)
        out.backward()
        return x2

    def parameter():
        p = torch.nn.Parameter(torch.ones(2))
        q = (p * p).sum()
        with torch.no_grad():
            p.add_(1)
        q.backward()

    def twice():
        x = torch.ones(2, requires_grad=True)
        y = (x * x).sum()
        y.backward()
        y.backward()

    def twice_plain():
        x = torch.ones(2, requires_grad=True)
        y = (x + 1).sum()
        y.backward()
        y.backward()
        return x.grad

    x = torch.ones(3, requires_grad=True)
    i32 = torch.arange(3)
    return [error(saved), error(saved_input), error(parameter), error(twice), error(twice_plain),
            error(lambda: x.add_(1)), error(lambda: x[0].mul_(2)), error(lambda: x.__setitem__(0, 1.0)), error(lambda: (x * 2).backward()),
            error(lambda: torch.ones(2).sum().backward()), error(lambda: x.numpy()), error(lambda: i32.requires_grad_()),
            error(lambda: torch.tensor([1, 2], requires_grad=True)), error(lambda: (x * 2).requires_grad_(False)),
            error(lambda: i32.add_(1.5)), error(lambda: torch.ones(3).add_(torch.ones(2, 3))), error(lambda: setattr(x, "grad", torch.ones(2))),
            error(lambda: torch.autograd.grad(x.sum(), torch.ones(2, requires_grad=True))), error(lambda: torch.autograd.grad(x.sum(), torch.ones(2))),
            error(lambda: (x * 1).split(2)[0].add_(1)), error(lambda: torch.ones(3).expand(2, 3).add_(1)), error(lambda: copy.deepcopy(x * 2)),
            error(lambda: x.sum().backward(torch.ones(2))), error(lambda: torch.ones(2).register_hook(print)), warned(lambda: (x * 2).grad),
            error(lambda: float(torch.ones(2))), error(lambda: bool(torch.ones(2))), error(lambda: torch.ones(2).item())]


@case("torch.autograd.grad", "create_graph", seeds=2)
def higher(i):
    x = i.x(4, dtype=torch.float64)
    y = (x**3 * x.sin()).sum()
    (g,) = torch.autograd.grad(y, x, create_graph=True)
    (h,) = torch.autograd.grad(g.sum(), x, create_graph=True)
    (k,) = torch.autograd.grad(h.sum(), x)
    p = i.x(3, 3, dtype=torch.float64)
    f = ((p @ p).tanh().sum(0) ** 2).sum()
    (q,) = torch.autograd.grad(f, p, create_graph=True)
    (q.norm() ** 2).backward()
    return [g, h, k, q, p.grad, torch.autograd.grad(p.sum(), [x, p], allow_unused=True)]


@case("torch.autograd.functional", "torch.autograd.functional.jacobian", "torch.autograd.functional.hessian",
      "torch.autograd.functional.vjp", "torch.autograd.gradcheck")
def functional(i):
    x = i.c(3, dtype=torch.float64)
    from torch.autograd.functional import hessian, jacobian, vjp

    return [jacobian(lambda v: v**2 + v.sum(), x), hessian(lambda v: (v**3).sum() * v.sum(), x), vjp(lambda v: v.exp(), x, torch.ones(3).double()),
            torch.autograd.gradcheck(lambda v: (v * v).tanh(), [x.clone().requires_grad_()])]


@case("torch.autograd.Function", seeds=2)
def custom(i):
    class Cube(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x, k):
            ctx.save_for_backward(x)
            ctx.k = k
            return x**3 * k

        @staticmethod
        def backward(ctx, g):
            (x,) = ctx.saved_tensors
            return g * 3 * x**2 * ctx.k, None

    class Two(torch.autograd.Function):
        @staticmethod
        def forward(ctx, a, b):
            ctx.save_for_backward(a, b)
            return a * b, a + b

        @staticmethod
        def backward(ctx, g, h):
            a, b = ctx.saved_tensors
            return g * b + h, g * a + h

    x, y = i.x(3), i.x(3)
    return [i.grads(Cube.apply(x, 2.0), Two.apply(x, y)), Cube.apply(x, 1.0).grad_fn.name(), error(lambda: Cube())]


@case("torch.Tensor.register_hook", "nn.Module.register_forward_hook", "nn.Module.register_forward_pre_hook",
      "nn.Module.register_full_backward_hook", "torch.Tensor.register_post_accumulate_grad_hook")
def hooks(i):
    seen = []
    x = i.x(3)
    handle = x.register_hook(lambda g: g * 2)
    y = x * 3
    y.register_hook(lambda g: seen.append(g.clone()))
    y.sum().backward()
    first = x.grad.clone()
    handle.remove()
    x.register_post_accumulate_grad_hook(lambda p: seen.append(p.grad.clone()))
    (x * 2).sum().backward()
    m = nn.Linear(3, 2)
    h = m.register_forward_hook(lambda mod, args, out: out * 2)
    m.register_forward_pre_hook(lambda mod, args: (args[0] + 1,))
    m.register_full_backward_hook(lambda mod, gi, go: seen.append([g.clone() for g in (*gi, *go) if g is not None]))
    out = m(x)
    h.remove()
    m(x).sum().backward()
    return [first, x.grad, seen, out, m(x), m.weight.grad]


@case("views share memory", "torch.Tensor.numpy", "torch.from_numpy", "torch.Tensor.data")
def sharing(i):
    x = torch.zeros(3, 4)
    v = x.view(2, 6)
    v[0, 0] = 1
    x.t()[1, 0] = 2
    x[1:].unsqueeze(0)[0, 0, 0] = 3
    x.numpy()[2, 3] = 4
    x.expand(2, 3, 4)
    x.diagonal()[1] = 5
    x.unfold(1, 2, 2)[0, 1, 1] = 6
    x.split(2)[1][0, 1] = 7
    w = torch.nn.Parameter(torch.ones(2))
    w.data[0] = 9
    w.data = w.data * 2
    sd = nn.Linear(2, 2).state_dict()
    sd["bias"][0] = 3
    x.narrow(0, 0, 1).fill_diagonal_(8) if False else x.narrow(0, 0, 1).mul_(2)
    return [x, v, w, x.permute(1, 0).flatten(), x.reshape(-1)[5], x.squeeze_(0) is x, x.is_contiguous()]


@case("copying and pickling", "torch.save", "torch.load", "torch.clone", "torch.Tensor.clone")
def copying(i):
    import io

    m = nn.Sequential(nn.Linear(2, 3), nn.BatchNorm1d(3))
    m(torch.randn(4, 2)).sum().backward()
    twin = copy.deepcopy(m)
    with torch.no_grad():
        m[0].weight.zero_()
    back = pickle.loads(pickle.dumps(m))
    file = io.BytesIO()
    torch.save(twin.state_dict(), file)
    file.seek(0)
    loaded = torch.load(file)
    x = i.x(3)
    y = x.clone()
    return [twin.state_dict(), back.state_dict(), loaded, list(loaded), y.requires_grad, y.is_leaf, back[0].weight.requires_grad,
            type(back[0].weight).__name__, pickle.loads(pickle.dumps(torch.ones(2, dtype=torch.float64))).dtype]


@case("messages of tensors", "torch.cuda.is_available")
def messages(i):
    a, b = torch.ones(3, 4), torch.ones(5, 6)
    k = torch.arange(3)
    return [error(f) for f in (
        lambda: a @ b, lambda: a + b, lambda: a.mm(b), lambda: a.view(5), lambda: a.reshape(-1, 5), lambda: torch.cat([a, b]), lambda: torch.stack([a, b]),
        lambda: a[5], lambda: a[0, 7], lambda: a[0, 0, 0], lambda: a[torch.tensor([9])], lambda: a.sum(3), lambda: a.squeeze(4), lambda: a.permute(0, 0),
        lambda: a.t().view(12), lambda: a.expand(2, 4), lambda: a.to("cuda"), lambda: torch.ones(1, device="cuda"), lambda: nn.Linear(1, 1).cuda(),
        lambda: torch.device("nowhere"), lambda: torch.tensor([[1, 2], [3]]), lambda: torch.tensor("a"), lambda: a.long() @ a.t(),
        lambda: a.double() @ a.t(), lambda: a.bmm(b), lambda: a.dot(b), lambda: k.mean(), lambda: -torch.tensor([True]), lambda: torch.tensor([True]) - torch.tensor([True]),
        lambda: a.masked_fill(torch.ones(3, 4), 0.0), lambda: a[torch.ones(2, dtype=torch.bool)], lambda: a.gather(0, a), lambda: torch.arange(1, 5, -1),
        lambda: a.topk(9), lambda: a.split([1, 1]), lambda: k[0][0], lambda: iter(torch.tensor(1)), lambda: len(torch.tensor(1)), lambda: torch.zeros(-1),
        lambda: a.chunk(0), lambda: torch.randint(5, 5, (1,)), lambda: a.unsqueeze(5), lambda: k / 0 if False else k // 0, lambda: a.bool() + "x",
        lambda: torch.empty(0).max(), lambda: torch.einsum("ij,jk->ik", a, b), lambda: a.transpose(0, 3), lambda: torch.cat([]),
        lambda: k.float().quantile(2.0), lambda: torch.from_numpy([1]), lambda: a.index_select(0, torch.tensor([7])), lambda: torch.multinomial(torch.zeros(3), 1),
        lambda: torch.eye(2).inverse() @ torch.zeros(2, 2).inverse(), lambda: a.mv(k), lambda: torch.broadcast_shapes((2,), (3,)), lambda: a.flatten(1, 0),
        lambda: a.nothing, lambda: a.unflatten(1, (3, 3)), lambda: a[::-1], lambda: torch.nothing, lambda: a.scatter(0, k, 1), lambda: int(torch.ones(2)))] + [
        torch.cuda.is_available(), torch.cuda.device_count(), str(torch.device("cuda", 1)), repr(torch.device("cpu"))]


@case("messages of networks")
def network_messages(i):
    x = torch.ones(4, 3)
    t = torch.tensor([0, 1, 2, 5])
    F = nn.functional
    m = nn.Sequential(nn.Linear(3, 2), nn.ReLU())

    class Early(nn.Module):
        def __init__(self):
            self.a = nn.Linear(1, 1)

    class NoForward(nn.Module):
        pass

    def load(sd):
        return lambda: m.load_state_dict(sd)

    def both(text):
        return text

    sd = m.state_dict()
    bad = dict(sd)
    bad["0.weight"] = torch.ones(5, 3)
    return [error(f) for f in (
        lambda: nn.Linear(5, 2)(x), lambda: nn.Linear(3, 2)(x.double()), lambda: F.cross_entropy(x, t), lambda: F.cross_entropy(x, t[:2]), lambda: F.cross_entropy(x, t.float()),
        lambda: F.cross_entropy(x, t.int()), lambda: F.binary_cross_entropy(x, x * 2), lambda: F.binary_cross_entropy(x, x[0]), lambda: F.binary_cross_entropy_with_logits(x, x[:, 0]),
        lambda: F.binary_cross_entropy(x, x.long()), lambda: nn.Embedding(3, 2)(t), lambda: nn.Embedding(3, 2)(x), lambda: nn.Conv2d(3, 2, 3)(torch.ones(1, 4, 8, 8)),
        lambda: nn.Conv2d(3, 2, 3)(torch.ones(3, 3)), lambda: nn.Conv2d(1, 2, 9)(torch.ones(1, 1, 4, 4)), lambda: nn.BatchNorm1d(3)(x[:1]), lambda: nn.BatchNorm1d(3)(torch.ones(1, 1, 1, 1)),
        lambda: nn.BatchNorm2d(3)(x), lambda: nn.LayerNorm(5)(x), lambda: nn.Dropout(1.5), Early, lambda: NoForward()(x), lambda: m.nothing, load({"0.weight": sd["0.weight"]}),
        load(dict(sd, more=x)), load(bad), lambda: torch.optim.SGD([], 0.1), lambda: torch.optim.SGD(x, 0.1), lambda: torch.optim.Adam(m.parameters(), -1), lambda: torch.optim.SGD([x * x.requires_grad_()], 0.1),
        lambda: torch.optim.SGD([torch.ones(1).requires_grad_() * 2], 0.1), lambda: nn.GRU(2, 3)(x), lambda: nn.LSTM(3, 2)(x, (torch.ones(1, 5), torch.ones(1, 5))),
        lambda: nn.MultiheadAttention(5, 2), lambda: setattr(m[0], "weight", x), lambda: nn.Conv2d(3, 4, 3, groups=2), lambda: nn.GroupNorm(2, 3), lambda: m.train("x"),
        lambda: m.register_buffer("0", x), lambda: nn.Sequential()[0], lambda: F.dropout(x, 2.0), lambda: nn.ModuleList([nn.Linear(1, 1)])[3], lambda: F.pad(x, (1,)),
        lambda: F.one_hot(x), lambda: F.max_pool2d(torch.ones(1, 1, 2, 2), 5), lambda: F.nll_loss(x, t), lambda: m.to(torch.int64), lambda: nn.RNN(2, 2, nonlinearity="x"),
        lambda: torch.utils.data.random_split(range(5), [1, 2]), lambda: torch.utils.data.TensorDataset(x, t[:2]), lambda: next(iter(torch.utils.data.DataLoader([x, x[:2]], 2))),
        lambda: torch.utils.data.DataLoader([1], shuffle=True, sampler=[0]), lambda: nn.Module(3), lambda: F.mse_loss(x, x, reduction="x"), lambda: nn.Embedding(3, 2, padding_idx=7),
        lambda: F.glu(x), lambda: F.cross_entropy(x, t, label_smoothing=2.0), lambda: nn.Linear(2, 2).load_state_dict([]))] + [
        warned(lambda: F.mse_loss(x, x[:, :1])), warned(lambda: F.softmax(x)), warned(lambda: nn.LSTM(2, 2, dropout=0.5)), warned(lambda: torch.tensor(x)),
        warned(lambda: F.kl_div(x, x)), both("end")]


@case("torch.Tensor.__repr__", "torch.set_printoptions")
def printing(i):
    r = i.rng
    x = torch.tensor(r.standard_normal((3, 4)).astype("float32"))
    tensors = [torch.tensor(1), torch.tensor(1.5), torch.tensor([1.0, 2.0]), torch.tensor([1.5, 1000.0]), torch.tensor([1e-6, 1.0]), torch.tensor([1e10, 1.0]), x, x * 1000,
               x.double(), torch.arange(5), torch.arange(3).int(), torch.tensor([True, False]), torch.zeros(2, 0), torch.tensor([]), torch.tensor([float("nan"), 1.0]),
               torch.tensor([float("inf"), -2.5]), torch.arange(2000), torch.arange(2000.0).reshape(40, 50), x.requires_grad_(), x * 2, torch.zeros(3), torch.ones(2, 2, 2), torch.arange(40.0),
               torch.tensor([0.0001, 0.5]), torch.tensor([0.00001]), torch.tensor([100000000.0, 1.0]), torch.tensor([-1, 100]), x.detach().half(), torch.tensor([1, 2], dtype=torch.uint8),
               torch.nn.Parameter(torch.ones(2)), torch.tensor(3.0, requires_grad=True), torch.randn(2, 3, 4, 5), torch.tensor([float("nan")]), x.detach().bfloat16(), torch.tensor([[1e-3, 2e5]]),
               torch.tensor(float("nan")), torch.zeros(1, 1), torch.arange(1001) * 1.5]
    return [repr(t) for t in tensors] + [f"{torch.tensor(1.23456):.3f}", str(torch.tensor([1.5]).sum()), f"{torch.tensor([1.0])}", str(torch.Size([2])), str(torch.ones(2).max(0))[:40]]
