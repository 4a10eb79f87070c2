"""The ten training programs: the same losses from the same seed."""

import importlib

from harness import case

NAMES = ("mlp", "cnn", "gru", "lstm", "text", "autoencoder", "imbalance", "stopping", "dataset", "buffers")


def _program(name):
    def run(i):
        return importlib.import_module(f"programs.{name}").main()

    run.__name__ = f"program_{name}"
    case(f"program: {name}")(run)


for _name in NAMES:
    _program(_name)
