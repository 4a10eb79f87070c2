"""Gradients against finite differences."""

from __future__ import annotations

import numpy as np

from .._engine import grad
from .._graph import Registry, wrap
from .._modes import enable_grad, no_grad

__tracebackhide__ = True


def _outputs(func, inputs):
    out = func(*inputs)
    outs = out if isinstance(out, (tuple, list)) else (out,)
    return [o for o in outs if isinstance(o, Registry.Tensor) and o._a.dtype.kind == "f"]


def _numeric(func, inputs, x, eps):
    """d out / d x by central differences: one array [x.numel(), out.numel()] per output."""
    flat = x._a.reshape(-1)
    rows = []
    with no_grad():
        for i in range(flat.size):
            kept = flat[i]
            flat[i] = kept + eps
            up = [o._a.astype(np.float64).reshape(-1).copy() for o in _outputs(func, inputs)]
            flat[i] = kept - eps
            down = [o._a.astype(np.float64).reshape(-1).copy() for o in _outputs(func, inputs)]
            flat[i] = kept
            rows.append([(u - d) / (2 * eps) for u, d in zip(up, down)])
    return [np.stack([r[k] for r in rows]) for k in range(len(rows[0]))] if rows else []


def gradcheck(func, inputs, eps=1e-6, atol=1e-5, rtol=1e-3, raise_exception=True, **kwargs) -> bool:
    """Whether backward agrees with central differences for every float64 input that requires a gradient."""
    inputs = inputs if isinstance(inputs, (tuple, list)) else (inputs,)
    wanted = [x for x in inputs if isinstance(x, Registry.Tensor) and x.requires_grad]
    if not wanted:
        raise ValueError("gradcheck expects at least one input tensor to require gradient, but none of the them have "
                         "requires_grad=True.")
    for x in wanted:
        if not x._a.flags.c_contiguous:
            raise ValueError("gradcheck: inputs must be contiguous")
        numeric = _numeric(func, inputs, x, eps)
        outs = _outputs(func, inputs)
        for k, o in enumerate(outs):
            if not o.requires_grad:
                continue
            for j in range(o._a.size):
                seed = np.zeros(o._a.shape, o._a.dtype)
                seed.reshape(-1)[j] = 1
                g = grad(o, x, wrap(seed), retain_graph=True, allow_unused=True)[0]
                found = np.zeros(x._a.size) if g is None else g._a.reshape(-1)
                if not np.allclose(found, numeric[k][:, j], rtol, atol):
                    if raise_exception:
                        raise RuntimeError(
                            f"Jacobian mismatch for output {k} with respect to input "
                            f"{[i for i, y in enumerate(inputs) if y is x][0]},\nnumerical:{numeric[k][:, j]}\n"
                            f"analytical:{found}\n"
                        )
                    return False
    return True


def gradgradcheck(func, inputs, grad_outputs=None, eps=1e-6, atol=1e-5, rtol=1e-3, raise_exception=True, **kwargs) -> bool:
    """Whether the gradient of the gradient agrees with central differences (outputs weighted at random, seed 0)."""
    inputs = inputs if isinstance(inputs, (tuple, list)) else (inputs,)

    def gradients(*xs):
        live = [x for x in xs if isinstance(x, Registry.Tensor) and x.requires_grad]
        source = np.random.RandomState(0)
        with enable_grad():
            outs = [o for o in _outputs(func, xs) if o.requires_grad]
            weights = [wrap(np.asarray(source.randn(*o._a.shape), o._a.dtype)) for o in outs]
            return grad(outs, live, weights, create_graph=True, allow_unused=True, materialize_grads=True)

    return gradcheck(gradients, inputs, eps, atol, rtol, raise_exception)
