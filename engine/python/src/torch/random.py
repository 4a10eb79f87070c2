"""``torch.random``: seeds and states of the default generator."""

from ._generator import (  # noqa: F401
    default_generator, get_rng_state, initial_seed, manual_seed, seed, set_rng_state,
)
from ._random import fork_rng  # noqa: F401
