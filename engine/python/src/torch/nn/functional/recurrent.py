"""Recurrent layers as fused steps: a loop over time only, matrix products over the whole batch.

Gate order as in PyTorch: LSTM i, f, g, o; GRU r, z, n. Shapes: input [t, b, i], hidden [b, h].
"""

from __future__ import annotations

import numpy as np

from ..._blas import product
from ..._graph import record_many

__tracebackhide__ = True


def _sig(x):
    return 0.5 * (np.tanh(0.5 * x) + 1)


def _inputs(x, w, b):
    """All input products of a sequence at once: [t, b, gates]."""
    out = product(x.reshape(-1, x.shape[-1]), w.T)
    if b is not None:
        out += b
    return out.reshape(x.shape[0], x.shape[1], -1)


def _weight_grads(dx_gates, dh_gates, x, before, w_ih, biased):
    """(d input, d w_ih, d w_hh, d b_ih, d b_hh) from the gradients of the gates [t, b, gates]."""
    t, b, g = dx_gates.shape
    flat, flat_h = dx_gates.reshape(t * b, g), dh_gates.reshape(t * b, g)
    dx = product(flat, w_ih).reshape(x.shape)
    dw_ih = product(flat.T, x.reshape(t * b, -1))
    dw_hh = product(flat_h.T, before.reshape(t * b, -1))
    return dx, dw_ih, dw_hh, (flat.sum(axis=0) if biased else None), (flat_h.sum(axis=0) if biased else None)


def _saved(*tensors):
    return [t for t in tensors if t is not None]


def lstm_layer(x, h0, c0, w_ih, w_hh, b_ih=None, b_hh=None, reverse=False):
    """One direction: (outputs [t, b, h], last h, last c)."""
    steps, batch, _ = x._a.shape
    hid = h0._a.shape[1]
    order = range(steps - 1, -1, -1) if reverse else range(steps)
    pre = _inputs(x._a, w_ih._a, None if b_ih is None else b_ih._a + b_hh._a)
    w_t = w_hh._a.T
    out = np.empty((steps, batch, hid), x._a.dtype)
    cells, before_h, before_c = np.empty_like(out), np.empty_like(out), np.empty_like(out)
    h, c = h0._a, c0._a
    for s in order:
        before_h[s], before_c[s] = h, c
        z = pre[s]
        z += product(h, w_t)
        z[:, : 2 * hid] = _sig(z[:, : 2 * hid])
        z[:, 2 * hid : 3 * hid] = np.tanh(z[:, 2 * hid : 3 * hid])
        z[:, 3 * hid :] = _sig(z[:, 3 * hid :])
        c = z[:, hid : 2 * hid] * c + z[:, :hid] * z[:, 2 * hid : 3 * hid]
        cells[s] = c
        h = z[:, 3 * hid :] * np.tanh(c)
        out[s] = h
    inputs = _saved(x, h0, c0, w_ih, w_hh, b_ih, b_hh)

    def bw(n, g_out, g_h, g_c):
        arrays = n.get()
        xa, wi, wh = arrays[0], arrays[3], arrays[4]
        dz = np.empty_like(pre)
        dh = np.zeros((batch, hid), xa.dtype) if g_h is None else g_h
        dc = np.zeros((batch, hid), xa.dtype) if g_c is None else g_c
        for s in reversed(order):
            if g_out is not None:
                dh = dh + g_out[s]
            i, f, g, o = (pre[s][:, k * hid : (k + 1) * hid] for k in range(4))
            tc = np.tanh(cells[s])
            dc = dc + dh * o * (1 - tc * tc)
            d = dz[s]
            d[:, :hid] = dc * g * i * (1 - i)
            d[:, hid : 2 * hid] = dc * before_c[s] * f * (1 - f)
            d[:, 2 * hid : 3 * hid] = dc * i * (1 - g * g)
            d[:, 3 * hid :] = dh * tc * o * (1 - o)
            dh, dc = product(d, wh), dc * f
        dx, dwi, dwh, dbi, dbh = _weight_grads(dz, dz, xa, before_h, wi, b_ih is not None)
        return (dx, dh, dc, dwi, dwh, dbi, dbh)[: len(n.edges)]

    def composite(*t):
        return _lstm_steps(*t, reverse=reverse)

    return record_many((out, h, c), "LstmBackward0", inputs, bw, inputs, composite)


def _lstm_steps(x, h, c, w_ih, w_hh, b_ih=None, b_hh=None, reverse=False):
    """The same layer in differentiable steps, for create_graph."""
    from ..._joining import stack

    outs = [None] * x.shape[0]
    for s in range(x.shape[0] - 1, -1, -1) if reverse else range(x.shape[0]):
        z = x[s] @ w_ih.t() + h @ w_hh.t()
        z = z if b_ih is None else z + b_ih + b_hh
        i, f, g, o = z.chunk(4, 1)
        c = f.sigmoid() * c + i.sigmoid() * g.tanh()
        h = o.sigmoid() * c.tanh()
        outs[s] = h
    return stack(outs), h, c


def gru_layer(x, h0, w_ih, w_hh, b_ih=None, b_hh=None, reverse=False):
    """One direction: (outputs [t, b, h], last h)."""
    steps, batch, _ = x._a.shape
    hid = h0._a.shape[1]
    order = range(steps - 1, -1, -1) if reverse else range(steps)
    pre = _inputs(x._a, w_ih._a, None if b_ih is None else b_ih._a)
    w_t = w_hh._a.T
    out = np.empty((steps, batch, hid), x._a.dtype)
    before, gates, hidden_n = np.empty_like(out), np.empty_like(pre), np.empty_like(out)
    h = h0._a
    for s in order:
        before[s] = h
        z = product(h, w_t)
        if b_hh is not None:
            z += b_hh._a
        g = gates[s]
        g[:, : 2 * hid] = _sig(pre[s][:, : 2 * hid] + z[:, : 2 * hid])
        hidden_n[s] = z[:, 2 * hid :]
        g[:, 2 * hid :] = np.tanh(pre[s][:, 2 * hid :] + g[:, :hid] * hidden_n[s])
        h = (1 - g[:, hid : 2 * hid]) * g[:, 2 * hid :] + g[:, hid : 2 * hid] * h
        out[s] = h
    inputs = _saved(x, h0, w_ih, w_hh, b_ih, b_hh)

    def bw(n, g_out, g_h):
        arrays = n.get()
        xa, wi, wh = arrays[0], arrays[2], arrays[3]
        dx_gates, dh_gates = np.empty_like(gates), np.empty_like(gates)
        dh = np.zeros((batch, hid), xa.dtype) if g_h is None else g_h
        for s in reversed(order):
            if g_out is not None:
                dh = dh + g_out[s]
            r, z, m = (gates[s][:, k * hid : (k + 1) * hid] for k in range(3))
            dm = dh * (1 - z) * (1 - m * m)
            d, e = dx_gates[s], dh_gates[s]
            d[:, :hid] = dm * hidden_n[s] * r * (1 - r)
            d[:, hid : 2 * hid] = dh * (before[s] - m) * z * (1 - z)
            d[:, 2 * hid :] = dm
            e[:, : 2 * hid] = d[:, : 2 * hid]
            e[:, 2 * hid :] = dm * r
            dh = dh * z + product(e, wh)
        dx, dwi, dwh, dbi, dbh = _weight_grads(dx_gates, dh_gates, xa, before, wi, b_ih is not None)
        return (dx, dh, dwi, dwh, dbi, dbh)[: len(n.edges)]

    def composite(*t):
        return _gru_steps(*t, reverse=reverse)

    return record_many((out, h), "GruBackward0", inputs, bw, inputs, composite)


def _gru_steps(x, h, w_ih, w_hh, b_ih=None, b_hh=None, reverse=False):
    from ..._joining import stack

    outs = [None] * x.shape[0]
    for s in range(x.shape[0] - 1, -1, -1) if reverse else range(x.shape[0]):
        p, q = x[s] @ w_ih.t(), h @ w_hh.t()
        if b_ih is not None:
            p, q = p + b_ih, q + b_hh
        (pr, pz, pn), (qr, qz, qn) = p.chunk(3, 1), q.chunk(3, 1)
        r, z = (pr + qr).sigmoid(), (pz + qz).sigmoid()
        m = (pn + r * qn).tanh()
        h = (1 - z) * m + z * h
        outs[s] = h
    return stack(outs), h


def rnn_layer(x, h0, w_ih, w_hh, b_ih=None, b_hh=None, reverse=False, relu=False):
    """One direction of the simple recurrent layer: (outputs [t, b, h], last h)."""
    steps, batch, _ = x._a.shape
    order = range(steps - 1, -1, -1) if reverse else range(steps)
    pre = _inputs(x._a, w_ih._a, None if b_ih is None else b_ih._a + b_hh._a)
    w_t = w_hh._a.T
    before = np.empty_like(pre)
    h = h0._a
    for s in order:
        before[s] = h
        z = pre[s] + product(h, w_t)
        h = np.maximum(z, 0) if relu else np.tanh(z)
        pre[s] = h
    inputs = _saved(x, h0, w_ih, w_hh, b_ih, b_hh)
    out = pre

    def bw(n, g_out, g_h):
        arrays = n.get()
        xa, wi, wh = arrays[0], arrays[2], arrays[3]
        dz = np.empty_like(out)
        dh = np.zeros((batch, out.shape[2]), xa.dtype) if g_h is None else g_h
        for s in reversed(order):
            if g_out is not None:
                dh = dh + g_out[s]
            dz[s] = dh * (out[s] > 0) if relu else dh * (1 - out[s] * out[s])
            dh = product(dz[s], wh)
        dx, dwi, dwh, dbi, dbh = _weight_grads(dz, dz, xa, before, wi, b_ih is not None)
        return (dx, dh, dwi, dwh, dbi, dbh)[: len(n.edges)]

    def composite(*t):
        return _rnn_steps(*t, reverse=reverse, relu=relu)

    # The last hidden state is a copy: outputs and state may be changed in place apart from each other.
    return record_many((out, h.copy()), "RnnTanhBackward0" if not relu else "RnnReluBackward0", inputs, bw, inputs, composite)


def _rnn_steps(x, h, w_ih, w_hh, b_ih=None, b_hh=None, reverse=False, relu=False):
    from ..._joining import stack

    outs = [None] * x.shape[0]
    for s in range(x.shape[0] - 1, -1, -1) if reverse else range(x.shape[0]):
        z = x[s] @ w_ih.t() + h @ w_hh.t()
        z = z if b_ih is None else z + b_ih + b_hh
        h = z.relu() if relu else z.tanh()
        outs[s] = h
    return stack(outs), h
