"""``torch.nn.utils.rnn``: padding of sequences of different lengths. Packed sequences do not exist here."""

from __future__ import annotations

from ..._factory import full
from ..._indexing import setitem

__tracebackhide__ = True


def pad_sequence(sequences, batch_first: bool = False, padding_value: float = 0.0, padding_side: str = "right"):
    """Sequences [n_i, ..] as one tensor [longest, count, ..] ([count, longest, ..] with ``batch_first``)."""
    if padding_side not in ("left", "right"):
        raise ValueError(f"padding_side must be either 'right' or 'left', but got {padding_side}")
    sequences = list(sequences)
    longest = max(len(s) for s in sequences)
    out = full((len(sequences), longest, *sequences[0].shape[1:]), padding_value, dtype=sequences[0].dtype)
    for i, s in enumerate(sequences):
        part = slice(longest - len(s), None) if padding_side == "left" else slice(0, len(s))
        setitem(out, (i, part), s)
    return out if batch_first else out.transpose(0, 1)


def unpad_sequence(padded_sequences, lengths, batch_first: bool = False):
    """The sequences that were padded, as a list."""
    rows = padded_sequences if batch_first else padded_sequences.transpose(0, 1)
    return [row[: int(n)] for row, n in zip(rows, lengths)]


def _missing(name):
    def call(*args, **kwargs):
        raise NotImplementedError(f"torch.nn.utils.rnn.{name} does not exist in this package; nearest: pad_sequence and a mask")

    call.__name__ = name
    return call


pack_padded_sequence, pad_packed_sequence = _missing("pack_padded_sequence"), _missing("pad_packed_sequence")
pack_sequence = _missing("pack_sequence")
