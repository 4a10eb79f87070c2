"""RNN, LSTM, GRU and their cells. Input [t, b, i] ([b, t, i] with batch_first), hidden [layers * directions, b, h]."""

from __future__ import annotations

import math

from ..._factory import empty, zeros
from ..._joining import cat, stack
from .. import init
from ..functional.dropout import dropout
from ..functional.recurrent import _gru_steps, _lstm_steps, _rnn_steps, gru_layer, lstm_layer, rnn_layer
from ..parameter import Parameter
from .module import Module

__tracebackhide__ = True


class RNNBase(Module):
    """Layers and directions shared by RNN, LSTM and GRU."""

    gates, mode = 1, "RNN_TANH"

    def __init__(self, input_size: int, hidden_size: int, num_layers: int = 1, bias: bool = True, batch_first: bool = False,
                 dropout: float = 0.0, bidirectional: bool = False, proj_size: int = 0, device=None, dtype=None):
        super().__init__()
        if proj_size:
            raise NotImplementedError("LSTM(proj_size=...) does not exist here; nearest: LSTM followed by Linear")
        if hidden_size <= 0:
            raise ValueError("hidden_size must be greater than zero")
        if num_layers <= 0:
            raise ValueError("num_layers must be greater than zero")
        if dropout > 0 and num_layers == 1:
            import warnings

            warnings.warn(
                "dropout option adds dropout after all but last recurrent layer, so non-zero dropout expects num_layers greater "
                f"than 1, but got dropout={dropout} and num_layers={num_layers}", stacklevel=3)
        self.input_size, self.hidden_size, self.num_layers, self.bias = input_size, hidden_size, num_layers, bias
        self.batch_first, self.dropout, self.bidirectional, self.proj_size = batch_first, float(dropout), bidirectional, 0
        ways = 2 if bidirectional else 1
        for layer in range(num_layers):
            for way in range(ways):
                tail = f"l{layer}" + ("_reverse" if way else "")
                width = input_size if layer == 0 else hidden_size * ways
                shapes = {"weight_ih": (self.gates * hidden_size, width), "weight_hh": (self.gates * hidden_size, hidden_size)}
                if bias:
                    shapes |= {"bias_ih": (self.gates * hidden_size,), "bias_hh": (self.gates * hidden_size,)}
                for name, shape in shapes.items():
                    setattr(self, f"{name}_{tail}", Parameter(empty(shape, dtype=dtype, device=device)))
        self.reset_parameters()

    def reset_parameters(self) -> None:
        """Uniform within 1 / sqrt(hidden_size)."""
        bound = 1.0 / math.sqrt(self.hidden_size)
        for p in self.parameters():
            init.uniform_(p, -bound, bound)

    def flatten_parameters(self) -> None:
        """Accepted; weights need no packing here."""

    @property
    def all_weights(self):
        """Weights by layer and direction."""
        per = 4 if self.bias else 2
        flat = list(self._parameters.values())
        return [flat[i : i + per] for i in range(0, len(flat), per)]

    def _start(self, x, hx, name="hidden"):
        ways = 2 if self.bidirectional else 1
        shape = (self.num_layers * ways, x.shape[1], self.hidden_size)
        if hx is None:
            return zeros(shape, dtype=x.dtype)
        if tuple(hx.shape) != shape:
            raise RuntimeError(f"Expected {name} size {shape}, got {list(hx.shape)}")
        return hx

    def _prepare(self, input):
        if not hasattr(input, "_a"):
            raise NotImplementedError("packed sequences do not exist here; nearest: padded batches and a mask")
        if input.ndim not in (2, 3):
            raise ValueError(f"{self._get_name()}: Expected input to be 2D or 3D, got {input.ndim}D instead")
        if input.shape[-1] != self.input_size:
            raise RuntimeError(
                f"input.size(-1) must be equal to input_size. Expected {self.input_size}, got {input.shape[-1]}"
            )
        single = input.ndim == 2
        x = input.unsqueeze(0 if self.batch_first else 1) if single else input
        return (x.transpose(0, 1) if self.batch_first else x), single

    def _finish(self, x, single):
        x = x.transpose(0, 1) if self.batch_first else x
        return x.squeeze(0 if self.batch_first else 1) if single else x

    def _run(self, x, states):
        """All layers; ``states`` is a tuple of [layers * ways, b, h]. Returns (outputs, last states)."""
        ways = 2 if self.bidirectional else 1
        weights = self.all_weights
        last = [[] for _ in states]
        for layer in range(self.num_layers):
            outs = []
            for way in range(ways):
                k = layer * ways + way
                out, *ends = self._layer(x, *[s[k] for s in states], *weights[k], reverse=bool(way))
                outs.append(out)
                for bucket, e in zip(last, ends):
                    bucket.append(e)
            x = outs[0] if ways == 1 else cat(outs, 2)
            if self.dropout and self.training and layer < self.num_layers - 1:
                x = dropout(x, self.dropout, True)
        return x, tuple(stack(b) for b in last)

    def forward(self, input, hx=None):
        x, single = self._prepare(input)
        if single and hx is not None:
            hx = hx.unsqueeze(1)
        out, (h,) = self._run(x, (self._start(x, hx),))
        return self._finish(out, single), (h.squeeze(1) if single else h)

    def extra_repr(self) -> str:
        s = f"{self.input_size}, {self.hidden_size}"
        if self.num_layers != 1:
            s += f", num_layers={self.num_layers}"
        if not self.bias:
            s += f", bias={self.bias}"
        if self.batch_first:
            s += f", batch_first={self.batch_first}"
        if self.dropout:
            s += f", dropout={self.dropout}"
        if self.bidirectional:
            s += f", bidirectional={self.bidirectional}"
        return s


class RNN(RNNBase):
    """Simple recurrent layers with tanh or relu."""

    def __init__(self, input_size: int, hidden_size: int, num_layers: int = 1, nonlinearity: str = "tanh", bias: bool = True,
                 batch_first: bool = False, dropout: float = 0.0, bidirectional: bool = False, device=None, dtype=None):
        if nonlinearity not in ("tanh", "relu"):
            raise ValueError(f"Unknown nonlinearity '{nonlinearity}'. Select from 'tanh' or 'relu'.")
        super().__init__(input_size, hidden_size, num_layers, bias, batch_first, dropout, bidirectional, 0, device, dtype)
        self.nonlinearity = nonlinearity

    def _layer(self, *args, reverse):
        return rnn_layer(*args, reverse=reverse, relu=self.nonlinearity == "relu")


class GRU(RNNBase):
    """Gated recurrent units."""

    gates, mode = 3, "GRU"

    def _layer(self, *args, reverse):
        return gru_layer(*args, reverse=reverse)


class LSTM(RNNBase):
    """Long short-term memory; the state is a pair (h, c)."""

    gates, mode = 4, "LSTM"

    def _layer(self, *args, reverse):
        return lstm_layer(*args, reverse=reverse)

    def forward(self, input, hx=None):
        x, single = self._prepare(input)
        h, c = (None, None) if hx is None else hx
        if single and hx is not None:
            h, c = h.unsqueeze(1), c.unsqueeze(1)
        out, (h, c) = self._run(x, (self._start(x, h, "hidden[0]"), self._start(x, c, "hidden[1]")))
        if single:
            h, c = h.squeeze(1), c.squeeze(1)
        return self._finish(out, single), (h, c)


class _Cell(Module):
    gates = 1

    def __init__(self, input_size: int, hidden_size: int, bias: bool = True, device=None, dtype=None):
        super().__init__()
        self.input_size, self.hidden_size, self.bias = input_size, hidden_size, bias
        g = self.gates * hidden_size
        self.weight_ih = Parameter(empty((g, input_size), dtype=dtype, device=device))
        self.weight_hh = Parameter(empty((g, hidden_size), dtype=dtype, device=device))
        if bias:
            self.bias_ih = Parameter(empty(g, dtype=dtype, device=device))
            self.bias_hh = Parameter(empty(g, dtype=dtype, device=device))
        else:
            self.register_parameter("bias_ih", None)
            self.register_parameter("bias_hh", None)
        bound = 1.0 / math.sqrt(hidden_size)
        for p in self.parameters():
            init.uniform_(p, -bound, bound)

    def _weights(self):
        return self.weight_ih, self.weight_hh, self.bias_ih, self.bias_hh

    def _two(self, input, hx):
        x = input.unsqueeze(0) if input.ndim == 1 else input
        if hx is None:
            return x, zeros((x.shape[0], self.hidden_size), dtype=x.dtype)
        return x, (hx.unsqueeze(0) if hx.ndim == 1 else hx)

    def extra_repr(self) -> str:
        s = f"{self.input_size}, {self.hidden_size}"
        return s if self.bias else s + f", bias={self.bias}"


class RNNCell(_Cell):
    """One step of a simple recurrent layer."""

    def __init__(self, input_size: int, hidden_size: int, bias: bool = True, nonlinearity: str = "tanh", device=None,
                 dtype=None):
        super().__init__(input_size, hidden_size, bias, device, dtype)
        self.nonlinearity = nonlinearity

    def forward(self, input, hx=None):
        x, h = self._two(input, hx)
        out = _rnn_steps(x.unsqueeze(0), h, *self._weights(), relu=self.nonlinearity == "relu")[1]
        return out.squeeze(0) if input.ndim == 1 else out


class GRUCell(_Cell):
    """One step of a GRU."""

    gates = 3

    def forward(self, input, hx=None):
        x, h = self._two(input, hx)
        out = _gru_steps(x.unsqueeze(0), h, *self._weights())[1]
        return out.squeeze(0) if input.ndim == 1 else out


class LSTMCell(_Cell):
    """One step of an LSTM."""

    gates = 4

    def forward(self, input, hx=None):
        x, h = self._two(input, None if hx is None else hx[0])
        c = self._two(input, None if hx is None else hx[1])[1]
        _, h, c = _lstm_steps(x.unsqueeze(0), h, c, *self._weights())
        return (h.squeeze(0), c.squeeze(0)) if input.ndim == 1 else (h, c)
