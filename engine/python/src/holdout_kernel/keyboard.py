"""What waits for somebody to type fails at once and says why: input, breakpoint, pdb, code, getpass and sys.stdin."""

import builtins
import importlib.abc
import importlib.machinery
import io
import sys

from .sentences import keyboard


def _refuses(what):
    def refuse(*_args, **_kwargs):
        raise RuntimeError(keyboard(what))

    return refuse


def _no_input(prompt="", /):
    """Replaces `input`, which would wait for ever.

    :raises RuntimeError: always, with the prompt.
    """
    raise RuntimeError(
        f"input({prompt!r}) cannot read anything here: the program has no keyboard. "
        "Put the value into the code instead."
    )


class _NoKeyboard(io.TextIOBase):
    """`sys.stdin`: every way to read says why there is nothing."""

    encoding = "utf-8"

    def readable(self):
        """True, as programs expect of stdin."""
        return True

    def isatty(self):
        """False: nobody types."""
        return False

    read = readline = readlines = __iter__ = __next__ = _refuses("Reading sys.stdin")


def _patch(module):
    name = module.__name__
    if name == "pdb":
        for what in ("set_trace", "run", "runcall", "runeval", "runctx", "pm", "post_mortem"):
            setattr(module, what, _refuses(f"pdb.{what}()"))
        for what in ("set_trace", "interaction", "cmdloop"):
            setattr(module.Pdb, what, _refuses("pdb"))
    elif name == "code":
        module.interact = _refuses("code.interact()")
        module.InteractiveConsole.interact = _refuses("code.InteractiveConsole().interact()")
    elif name == "getpass":
        module.getpass = _refuses("getpass.getpass()")


_PATCHED = ("pdb", "code", "getpass")


class _Finder(importlib.abc.MetaPathFinder):
    """Finds the modules above as usual, and patches each once it is loaded."""

    def find_spec(self, fullname, path=None, target=None):
        """The usual spec with a loader that patches; None for all other modules."""
        if fullname not in _PATCHED:
            return None
        spec = importlib.machinery.PathFinder.find_spec(fullname, path, target)
        if spec is None or spec.loader is None:
            return spec
        usual = spec.loader.exec_module

        def exec_module(module):
            usual(module)
            _patch(module)

        spec.loader.exec_module = exec_module
        return spec


def install():
    """Puts all of this in place; once per interpreter."""
    builtins.input = _no_input
    sys.breakpointhook = _refuses("breakpoint()")
    sys.stdin = _NoKeyboard()
    sys.meta_path.insert(0, _Finder())
    for name in _PATCHED:
        if name in sys.modules:
            _patch(sys.modules[name])
