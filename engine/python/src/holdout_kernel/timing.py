"""The commands that take the time: `%time`, `%timeit` and both for a whole cell. Code calls them by `__holdout__`."""

import gc
import itertools
import math
import re
import time

# Seconds that %timeit may take where the run's limit leaves more.
MOST_SECONDS = 8.0
# One measurement takes at least so long, so that the clock's steps do not count.
LEAST_SECONDS = 0.1
REPEAT = 7


class NotebookError(Exception):
    """Something that notebooks know and that is not there; its text says what is."""


class Notebook:
    """What the kernel puts in place of notebook lines; one per kernel, `seconds` is the limit of the run."""

    def __init__(self, say):
        self._say = say
        self.seconds = 60.0

    def say(self, text):
        """Shows a sentence; the code goes on."""
        self._say(text)

    def refuse(self, text):
        """Ends the cell with a sentence.

        :raises NotebookError: always.
        """
        raise NotebookError(text)

    def time(self):
        """A context that prints how long its body took."""
        return _Timed()

    def timeit(self, loops, options):
        """Prints how long one pass of a body takes; `loops(times)` passes as often as `times` has items."""
        text = _quoted(options)
        wanted, repeat, digits = text
        budget = min(MOST_SECONDS, self.seconds / 4)
        collecting = gc.isenabled()
        gc.disable()
        try:
            line = _measured(loops, wanted, repeat, digits, budget)
        finally:
            if collecting:
                gc.enable()
        if not re.search(r"-q\b", options):
            print(line)


class _Timed:
    def __enter__(self):
        self._began = time.perf_counter()

    def __exit__(self, *_error):
        print(f"Wall time: {span(time.perf_counter() - self._began)}")


def _quoted(options):
    def number(letter, usual):
        found = re.search(rf"-{letter}\s*(\d+)", options)
        return max(1, int(found[1])) if found else usual

    return number("n", None), number("r", REPEAT), number("p", 3)


def _took(loops, number):
    began = time.perf_counter()
    loops(itertools.repeat(None, number))
    return time.perf_counter() - began


def _measured(loops, wanted, repeat, digits, budget):
    """One line on how long a pass takes; measuring ends when the budget of seconds is spent."""
    began = time.perf_counter()
    first = _took(loops, 1)
    number, single = 1, first
    if wanted is None:
        while single * number < LEAST_SECONDS and time.perf_counter() - began < budget / 4:
            number *= 10
            single = _took(loops, number) / number
    else:
        number = wanted
    cut = False
    if single * number * repeat > budget:
        cut = wanted is not None
        number = max(1, min(number, int(budget / max(single, 1e-9) / repeat) or 1))
    times = [first] if number == 1 else []
    while len(times) < repeat and (not times or time.perf_counter() - began < budget):
        times.append(_took(loops, number) / number)
    cut = cut or len(times) < repeat
    mean = math.fsum(times) / len(times)
    spread = math.sqrt(math.fsum((t - mean) ** 2 for t in times) / len(times))
    runs = "1 run" if len(times) == 1 else f"{len(times)} runs"
    passes = "1 loop" if number == 1 else f"{number:,} loops"
    line = f"{span(mean, digits)} ± {span(spread, digits)} per loop (mean ± std. dev. of {runs}, {passes} each)"
    return f"{line}\nFewer than asked for: measuring ends after {budget:.0f} s." if cut else line


def span(seconds, digits=3):
    """A time with its unit, as `12.3 ms`."""
    if seconds >= 60:
        return f"{int(seconds // 60)} min {seconds % 60:.0f} s"
    for unit, size in (("s", 1.0), ("ms", 1e-3), ("µs", 1e-6)):
        if seconds >= size:
            return f"{seconds / size:.{digits}g} {unit}"
    return f"{seconds * 1e9:.{digits}g} ns"
