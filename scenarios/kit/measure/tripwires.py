"""Whether a run has changed what the next one would meet: libraries, paths, the environment, settings, threads."""
import os
import sys
import threading
import warnings

HOME = "/home/candidate"
#: Modules whose names a candidate could replace for everybody after them.
WATCHED = ("builtins", "math", "random", "json", "numpy", "numpy.random", "pandas", "sklearn", "torch", "torch.nn")
CLASSES = (("pandas", "DataFrame"), ("pandas", "Series"), ("torch", "Tensor"), ("torch.nn", "Module"))


def _functions(holder):
    # Counters and submodules may change; what is called may not.
    return {name: id(value) for name, value in vars(holder).items() if callable(value) and name != "_"}


def _namespaces():
    found = {name: sys.modules[name] for name in WATCHED if name in sys.modules}
    for module, name in CLASSES:
        if module in sys.modules and hasattr(sys.modules[module], name):
            found[f"{module}.{name}"] = getattr(sys.modules[module], name)
    return found


def _settings():
    found = {
        "sys.path": list(sys.path),
        "os.environ": dict(os.environ),
        "the recursion limit": sys.getrecursionlimit(),
        "the number of threads": threading.active_count(),
        "sys.stdout": id(sys.stdout),
        "sys.settrace": sys.gettrace(),
    }
    if "numpy" in sys.modules:
        found["numpy's error state"] = sys.modules["numpy"].geterr()
        found["numpy's print options"] = repr(sys.modules["numpy"].get_printoptions())
    if "pandas" in sys.modules:
        found["pandas' copy-on-write"] = sys.modules["pandas"].get_option("mode.copy_on_write")
    if "sklearn" in sys.modules:
        found["scikit-learn's settings"] = repr(sys.modules["sklearn"].get_config())
    return found


class Wires:
    """State after the first run, which imports what all others use; later runs are compared with it."""

    def __init__(self):
        self.functions = {}
        self.settings = {}
        self.filters = list(warnings.filters)

    def tripped(self):
        """What was changed, or None. Looks at each namespace and setting from the first run that has it."""
        for name, value in _settings().items():
            if self.settings.setdefault(name, value) != value:
                return f"{name} was changed"
        for space, holder in _namespaces().items():
            now = _functions(holder)
            before = self.functions.setdefault(space, now)
            changed = next((name for name in before if now.get(name) != before[name]), None)
            if changed:
                return f"{space}.{changed} was changed"
        # Libraries add filters as they are imported.
        warnings.filters[:] = self.filters
        self.clear()
        return None

    def clear(self):
        """Takes away the candidate's files, so that one run's are not imported by the next."""
        for folder, _, files in os.walk(HOME, topdown=False):
            for name in files:
                os.unlink(os.path.join(folder, name))
            if folder != HOME:
                os.rmdir(folder)


Wires().tripped
