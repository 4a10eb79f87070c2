"""``torch.Generator``: the mt19937 stream of PyTorch's CPU generator, number for number."""

from __future__ import annotations

import numpy as np

from ._device import CPU, check_device
from ._graph import wrap

__tracebackhide__ = True

DEFAULT_SEED = 67280421310721


class Generator:
    """A source of random numbers with its own seed and state."""

    def __init__(self, device="cpu"):
        check_device(device)
        self.manual_seed(DEFAULT_SEED)

    @property
    def device(self):
        return CPU

    def manual_seed(self, seed: int) -> "Generator":
        """Start again from ``seed`` (the low 32 bits count, as in PyTorch); returns the generator."""
        seed = int(seed)
        if not -(2**63) <= seed < 2**64:
            raise RuntimeError("Overflow when unpacking long long")
        self._seed = seed % 2**64
        self._bits = np.random.RandomState(self._seed & 0xFFFFFFFF)._bit_generator
        self.next_normal = None
        return self

    def seed(self) -> int:
        """Seed from the system's entropy; returns the seed."""
        import secrets

        self.manual_seed(secrets.randbits(63))
        return self._seed

    def initial_seed(self) -> int:
        """The seed that this generator was started with."""
        return self._seed

    def clone_state(self) -> "Generator":
        """A generator that goes on from the same place."""
        twin = Generator()
        twin.set_state(self.get_state())
        return twin

    def words(self, n: int) -> np.ndarray:
        """The next ``n`` 32-bit numbers, as uint64 [n]."""
        return self._bits.random_raw(n)

    def longs(self, n: int) -> np.ndarray:
        """The next ``n`` 64-bit numbers (two words each, the first on top), as uint64 [n]."""
        w = self._bits.random_raw(2 * n)
        return (w[0::2] << np.uint64(32)) | w[1::2]

    def get_state(self):
        """State as a uint8 tensor (this package's own layout, not PyTorch's)."""
        s = self._bits.state["state"]
        cached = np.asarray([self.next_normal is not None, self.next_normal or 0.0])
        parts = (np.asarray([self._seed], np.uint64), np.asarray([s["pos"]], np.uint64), s["key"].astype(np.uint32), cached)
        return wrap(np.frombuffer(b"".join(p.tobytes() for p in parts), np.uint8).copy())

    def set_state(self, new_state) -> "Generator":
        """Go on from a state that :meth:`get_state` gave."""
        raw = new_state._a.tobytes()
        if len(raw) != 16 + 624 * 4 + 16:
            raise RuntimeError("RNG state is wrong size")
        seed, pos = np.frombuffer(raw[:16], np.uint64)
        key = np.frombuffer(raw[16 : 16 + 2496], np.uint32)
        has, value = np.frombuffer(raw[-16:], np.float64)
        self.manual_seed(int(seed))
        self._bits.state = {"bit_generator": "MT19937", "state": {"key": key.copy(), "pos": int(pos)}}
        self.next_normal = float(value) if has else None
        return self

    def __reduce__(self):
        return _restore, (self.get_state()._a,)


def _restore(state):
    return Generator().set_state(wrap(state))


default_generator = Generator()


def manual_seed(seed: int) -> Generator:
    """Seed the default generator; returns it."""
    return default_generator.manual_seed(seed)


def seed() -> int:
    """Seed the default generator from the system's entropy; returns the seed."""
    return default_generator.seed()


def initial_seed() -> int:
    """Seed of the default generator."""
    return default_generator.initial_seed()


def get_rng_state():
    """State of the default generator."""
    return default_generator.get_state()


def set_rng_state(new_state) -> None:
    """Put the default generator back to a state."""
    default_generator.set_state(new_state)
