"""Views, indexing, joining, gathering: shapes, shared memory and gradients."""

from harness import case

import torch


@case("torch.reshape", "torch.Tensor.view", "torch.flatten", "torch.ravel", "torch.unflatten", "torch.Tensor.view_as", seeds=2)
def reshaping(i):
    x = i.x(2, 3, 4)
    return i.grads(x.reshape(6, 4), x.view(-1, 2), x.flatten(1), x.ravel(), x.unflatten(2, (2, 2)), x.transpose(0, 2).reshape(-1),
                   x.view(24), x.view_as(torch.zeros(4, 6)), x.flatten())


@case("torch.permute", "torch.transpose", "torch.t", "torch.movedim", "torch.swapaxes", "torch.Tensor.T", "torch.Tensor.mT",
      "torch.squeeze", "torch.unsqueeze", "torch.adjoint")
def axes(i):
    x, m = i.x(2, 1, 3), i.x(2, 3)
    return i.grads(x.permute(2, 0, 1), x.transpose(0, -1), m.t(), m.T, x.mT, x.movedim(0, -1), x.swapaxes(1, 2), x.squeeze(),
                   x.squeeze(1), x.squeeze(0), x.unsqueeze(0), x.unsqueeze(-1), x.movedim((0, 1), (1, 2)), x.adjoint())


@case("torch.Tensor.expand", "torch.broadcast_to", "torch.broadcast_tensors", "torch.Tensor.expand_as", "torch.Tensor.repeat",
      "torch.tile", "torch.repeat_interleave", "torch.broadcast_shapes", seeds=2)
def stretching(i):
    x, y = i.x(3, 1), i.x(1, 4)
    return [i.grads(x.expand(3, 4), x.expand(2, -1, 4), y.expand_as(torch.zeros(2, 4)), torch.broadcast_tensors(x, y), x.repeat(2, 3),
                    x.tile(2), x.repeat_interleave(2), x.repeat_interleave(torch.tensor([1, 0, 2]), 0), x.broadcast_to(3, 2)),
            torch.broadcast_shapes((3, 1), (4,))]


@case("torch.Tensor.__getitem__", seeds=2)
def indexing(i):
    x = i.x(4, 5, 6)
    k, m = i.i(4, 3), i.b(4)
    return i.grads(x[1], x[-1, 2], x[:, 1:4:2], x[..., 0], x[None, 1], x[k], x[:, k], x[m], x[k, k], x[0, :, k], x[:, k[:, None], k],
                   x[x.detach() > 0], x[[0, 2]], x[k, ..., 1], x[1, [0, 2], 3], x[:, None, k], x[torch.tensor(2)], x[:, :, [1, 1]])


@case("torch.Tensor.__setitem__", "torch.index_put", seeds=2)
def assignment(i):
    v, w = i.x(5), i.x(3, 5)
    x = torch.zeros(4, 5)
    x[1] = v
    x[:3] = x[:3] + w * 2
    x[:, 0] = 7.0
    k = torch.tensor([3, 0])
    x[k, 1] = v[:2] * 3
    y = w * 1
    y[y.detach() > 0.5] = 0.0
    y[0, 1:3] *= 2
    z = torch.zeros(2, 3, dtype=torch.int64)
    z[1, [0, 2]] = torch.tensor([5, 6])
    return [i.grads(x, y), z]


@case("torch.cat", "torch.stack", "torch.hstack", "torch.vstack", "torch.dstack", "torch.column_stack", "torch.block_diag",
      seeds=2)
def joining(i):
    a, b, v = i.x(2, 3), i.x(2, 3), i.x(3)
    return [i.grads(torch.cat([a, b]), torch.cat((a, b), 1), torch.stack([a, b]), torch.stack([a, b], -1), torch.hstack([a, b]),
                    torch.vstack([a, v]), torch.dstack([a, b]), torch.column_stack([v, v]), torch.block_diag(a, b)),
            torch.cat([a.detach(), i.i(3, 1, 3)])]


@case("torch.split", "torch.chunk", "torch.tensor_split", "torch.unbind", "torch.narrow", "torch.select", "torch.diff")
def splitting(i):
    x = i.x(7, 3)
    return i.grads(x.split(3), x.split([2, 5]), x.chunk(3), x.tensor_split(3), x.unbind(1), x.narrow(0, 2, 3), x.select(1, 2),
                   x.tensor_split([2, 4]))


@case("torch.flip", "torch.fliplr", "torch.flipud", "torch.roll", "torch.rot90", "torch.meshgrid", "torch.cartesian_prod",
      "torch.combinations")
def turning(i):
    x, v = i.x(3, 4), i.x(3)
    return i.grads(x.flip(0), x.flip(0, 1), x.fliplr(), x.flipud(), x.roll(1), x.roll((1, 2), (0, 1)), x.rot90(),
                   torch.meshgrid(v, x[0], indexing="ij"), torch.meshgrid(v, x[0], indexing="xy"), torch.cartesian_prod(v, v),
                   torch.combinations(v))


@case("torch.gather", "torch.scatter", "torch.scatter_add", "torch.take_along_dim", "torch.index_select", "torch.index_add",
      "torch.take", "torch.index_copy", "torch.index_fill", seeds=2)
def gathering(i):
    x, s = i.x(4, 5), i.x(4, 5)
    k = i.i(4, 4, 5)
    p = torch.stack([torch.randperm(4) for _ in range(5)], 1)
    rows = i.i(4, 4)
    return i.grads(x.gather(0, k), x.scatter(0, p, s), x.scatter_add(0, k, s), x.take_along_dim(p, 0), x.index_select(0, rows),
                   x.index_add(0, rows, s), x.index_add(0, rows, s, alpha=0.5), x.take(k), x.scatter(0, p, 1.5),
                   x.index_copy(0, torch.tensor([1, 3]), s[:2]), x.index_fill(1, torch.tensor([0, 2]), 3.0))


@case("torch.scatter_reduce")
def scatter_reducing(i):
    x, s, k = i.c(4, 3), i.c(6, 3), i.i(4, 6, 3)
    return [x.scatter_reduce(0, k, s, r, include_self=w) for r in ("sum", "mean", "amax", "amin", "prod") for w in (True, False)]


@case("torch.masked_fill", "torch.masked_select", "torch.masked_scatter", "torch.nonzero", "torch.argwhere", seeds=2)
def masking(i):
    x, s, m = i.x(3, 4), i.x(12), i.b(3, 4)
    return [i.grads(x.masked_fill(m, 0.5), x.masked_fill(m[0], -1.0), x.masked_select(m), x.masked_scatter(m, s)), m.nonzero(),
            torch.nonzero(m, as_tuple=True), torch.argwhere(m)]


@case("torch.tril", "torch.triu", "torch.diag", "torch.diagonal", "torch.diag_embed", "torch.tril_indices", "torch.triu_indices",
      "torch.trace")
def triangles(i):
    x, v = i.x(4, 4), i.x(3)
    return [i.grads(x.tril(), x.triu(1), x.tril(-1), x.diag(), v.diag(), x.diagonal(1), torch.diag_embed(x), x.trace(), v.diag(1)),
            torch.tril_indices(3, 3), torch.triu_indices(3, 4, 1)]


@case("torch.Tensor.unfold", seeds=2)
def sliding(i):
    x = i.x(3, 9)
    return i.grads(x.unfold(1, 3, 2), x.unfold(0, 2, 1))


@case("torch.matmul", "torch.mm", "torch.bmm", "torch.mv", "torch.dot", "torch.outer", "torch.inner", seeds=2)
def products(i):
    n, m, k, b = i.n(), i.n(), i.n(), i.n()
    a, c, u, v = i.x(n, m), i.x(m, k), i.x(m), i.x(m)
    p, q = i.x(b, n, m), i.x(b, m, k)
    return i.grads(a @ c, a.mm(c), p @ q, p.bmm(q), a.mv(u), u.dot(v), torch.outer(u, v), p @ c, a @ u, u @ c, p @ u, u @ q,
                   torch.inner(u, v), a @ q, p.unsqueeze(1) @ q, torch.inner(a, p[0]))


@case("torch.addmm", "torch.addmv", "torch.addr", "torch.baddbmm", "torch.addbmm", "torch.chain_matmul", "torch.tensordot",
      "torch.kron", "torch.cdist", "torch.cross")
def more_products(i):
    a, c, v = i.x(3, 4), i.x(4, 3), i.x(3)
    p, q = i.x(2, 3, 4), i.x(2, 4, 3)
    return i.grads(torch.addmm(v, a, c, beta=0.5, alpha=2), torch.addmv(v, c.t(), a[0]), torch.addr(c, c[:, 0], v),
                   torch.baddbmm(v, p, q), torch.addbmm(v, p, q), torch.chain_matmul(a, c, a), torch.tensordot(a, c, 1),
                   torch.tensordot(p, q, ([1, 2], [2, 1])), torch.kron(v, a), torch.linalg.cross(c, c * 2 + 1))


@case("torch.cdist", seeds=2)
def distances(i):
    a, b = i.x(3, 4), i.x(5, 4)
    return i.grads(torch.cdist(a, b), torch.cdist(a, b, 1), second=False)


@case("torch.einsum", seeds=2)
def einsum(i):
    a, b, c = i.x(2, 3), i.x(3, 4), i.x(2, 3, 4)
    e = torch.einsum
    return i.grads(e("ij,jk->ik", a, b), e("ij->ji", a), e("bij,ij->b", c, b),
                   e("ij,ij->", a, a), e("...j,jk->...k", a, b), e("ij,jk", a, b), e("bij->bj", c), e("i,j->ij", a[0], b[0]),
                   e("bhd,bhd->bh", c, c * 2), e("ij,jk,kl->il", a, b, b.t()), e("ii->i", a @ a.t()))


@case("torch.linalg.inv", "torch.linalg.solve", "torch.linalg.det", "torch.linalg.slogdet", "torch.inverse", "torch.det",
      "torch.logdet", "torch.slogdet", "torch.linalg.matrix_power", "torch.matrix_power")
def dense(i):
    a = i.x(3, 3, dtype=torch.float64)
    m = a @ a.t() + torch.eye(3, dtype=torch.float64)
    b = i.x(3, 2, dtype=torch.float64)
    return i.grads(torch.linalg.inv(m), torch.linalg.solve(m, b), torch.linalg.det(m), torch.linalg.slogdet(m)[1], m.inverse(),
                   torch.logdet(m), torch.linalg.matrix_power(m, 3), torch.linalg.solve(m, b[:, 0]))


@case("torch.linalg.cholesky", "torch.linalg.qr", "torch.linalg.svd", "torch.linalg.eigh", "torch.linalg.pinv",
      "torch.linalg.lstsq", "torch.linalg.matrix_rank", "torch.linalg.svdvals", "torch.linalg.eigvalsh", "torch.linalg.norm",
      "torch.linalg.matrix_norm", "torch.linalg.multi_dot")
def factors(i):
    a = i.c(4, 3, dtype=torch.float64)
    m = a.t() @ a
    q, r = torch.linalg.qr(a)
    u, s, vh = torch.linalg.svd(a, full_matrices=False)
    w, v = torch.linalg.eigh(m)
    return [torch.linalg.cholesky(m), q @ r, r.abs(), u @ torch.diag(s) @ vh, s, w, v.abs(), torch.linalg.pinv(a),
            torch.linalg.lstsq(a, a[:, :1])[0], torch.linalg.matrix_rank(a), torch.linalg.svdvals(a), torch.linalg.eigvalsh(m),
            torch.linalg.norm(a), torch.linalg.matrix_norm(a, 1), torch.linalg.norm(a, float("inf"), (0, 1)),
            torch.linalg.multi_dot([a, m, a.t()])]


@case("torch.tensor", "torch.zeros", "torch.ones", "torch.full", "torch.arange", "torch.linspace", "torch.logspace", "torch.eye",
      "torch.empty", "torch.zeros_like", "torch.ones_like", "torch.full_like", "torch.as_tensor", "torch.from_numpy",
      "torch.empty_like", "torch.scalar_tensor", "torch.vander")
def creation(i):
    import numpy as np

    a = np.arange(6, dtype=np.float64).reshape(2, 3)
    shared = torch.from_numpy(a)
    a[0, 0] = 9
    return [torch.tensor([1, 2]), torch.tensor([1.5, 2]), torch.tensor(True), torch.tensor([[1, 2], [3, 4.0]]), torch.zeros(2, 3),
            torch.ones((2,), dtype=torch.int32), torch.full((2, 2), 3), torch.full((2,), 1.5), torch.full((2,), True), torch.arange(5),
            torch.arange(1, 2, 0.25), torch.arange(5, 1, -2), torch.arange(3.0), torch.linspace(0, 1, 5), torch.logspace(0, 2, 3),
            torch.eye(2, 3), torch.zeros_like(shared), torch.ones_like(shared, dtype=torch.int64), torch.full_like(shared, 2), shared,
            torch.as_tensor(a), torch.tensor(a), torch.tensor([]), torch.tensor([[], []]).shape, torch.tensor(np.float32(3)),
            torch.empty(2, 0).shape, torch.tensor([torch.tensor(1.0), torch.tensor(2.0)]), torch.zeros(0).sum(),
            torch.scalar_tensor(3), torch.tensor((1, True)), torch.tensor([np.float64(1.5)]), torch.Tensor([1, 2]), torch.Tensor(2, 3).shape,
            torch.LongTensor([1, 2]), torch.FloatTensor([1]), shared.new_zeros(2), shared.new_tensor([1]), torch.tensor(range(3)),
            torch.vander(torch.tensor([1.0, 2.0, 3.0]))]


@case("torch.Tensor.to", "torch.Tensor.float", "torch.Tensor.double", "torch.Tensor.long", "torch.Tensor.int", "torch.Tensor.bool",
      "torch.Tensor.half", "torch.Tensor.bfloat16", "torch.Tensor.type", "torch.Tensor.byte", "torch.Tensor.short", "torch.Tensor.char")
def casting(i):
    x = i.c(6, low=-3, high=3)
    return [x.to(torch.float64), x.double(), x.long(), x.int(), x.bool(), x.half(), x.bfloat16(), x.abs().byte(), x.type(), x.long().type(),
            x.type(torch.int32), x.to("cpu"), x.short(), x.char(), x.type_as(torch.zeros(1, dtype=torch.float64)), (x.bfloat16() * 3 + 1),
            x.half() * x.half(), x.bfloat16().sum(), x.half().exp(), x.bfloat16() @ x.bfloat16(), (x.bfloat16() + x).dtype]


@case("torch.Tensor attributes")
def attributes(i):
    x = i.x(2, 3, 4)
    y = x * 1
    return [x.shape, x.size(), x.size(1), x.dim(), x.ndim, x.numel(), x.stride(), x.dtype, x.device, x.is_leaf, y.is_leaf, x.requires_grad,
            x.is_contiguous(), x.transpose(0, 1).is_contiguous(), x.transpose(0, 1).stride(), x.element_size(), x[1].storage_offset(),
            torch.is_tensor(x), torch.is_floating_point(x), torch.numel(x), x[0, 0].tolist() == x[0, 0].detach().numpy().tolist(), len(x),
            x.sum().item() == float(x.sum().detach()), bool(torch.tensor(1)), int(torch.tensor(3.7)), y._version, str(x.grad_fn),
            y.grad_fn.name(), y[0].grad_fn.name(), (y @ y.mT).sum().grad_fn.name(), x.detach().requires_grad, torch.Size([1, 2]).numel(),
            x.is_cuda, x.nbytes, x.itemsize, torch.finfo(torch.float32).eps, torch.iinfo(torch.int8).max, repr(torch.float32), str(x.layout)]
