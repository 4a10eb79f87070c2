"""The kernel: one namespace that lives from run to run, driven by JSON requests from the worker."""

import builtins
import importlib
import json
import logging
import sys
import textwrap
import time

from . import display, errors, figures, keyboard, lint, syntax
from .cells import Cell, compiled, is_coroutine
from .complete import Completer
from .fitwatch import FitWatch
from .loop import TopLevel
from .notebook import NAME, aligned
from .project import Project
from .sink import Sink, Stream, cut
from .timing import Notebook
from .warned import Warned
from .workspace import Workspace


class Kernel:
    """The kernel; one per interpreter. It calls `send(text)` with a JSON array of output items (protocol/output.ts)."""

    def __init__(self, send, settings, weigh=None):
        """`settings` (JSON): `home` and `caps`. `weigh(payload, files)`, the weight meter, gives the inventory of a
        payload and of the files, both inventory and files being JSON; None: weights are not counted.
        """
        settings = json.loads(settings)
        self.home = settings["home"]
        self._weigh = weigh
        self._files = {}
        self.sink = Sink(send, settings["caps"])
        self._watch = FitWatch()
        self._warned = Warned(self.home)
        self._workspace = Workspace(self.home, self._on_module)
        self._workspace.install()
        self._namespace = vars(sys.modules["__main__"])
        self._namespace.setdefault("__builtins__", builtins)
        self._loop = TopLevel()
        self._notebook = Notebook(lambda text: self._notice("info", cut(text, 1000)))
        self._completer = Completer(self._namespace)
        self._project = Project(self._completer, self._namespace)
        self._install()

    def _install(self):
        sys.stdout = Stream(self.sink, "stdout")
        sys.stderr = Stream(self.sink, "stderr")
        builtins.display = self._display
        figures.on_show[:] = [lambda: display.show_open_figures(self.sink)]
        keyboard.install()
        self._loop.install()
        self._warned.install()
        time.sleep = _sleeper(time.sleep, self.sink)
        logging.getLogger("matplotlib.font_manager").addFilter(_no_font_cache)

    # --- runs

    def run(self, request):
        """Runs `{kind, file, code, startLine, files}` (JSON) and returns `{status, weights?}` (JSON).

        `startLine` is the 1-based line of the file at which `code` begins.
        """
        request = json.loads(request)
        self.sink.begin()
        self._watch.take()
        status = self._guarded(lambda: self._run(request))
        # A second interrupt may arrive while the end of the run is sent; the end must be sent all the same.
        while True:
            try:
                return self._finish(status)
            except KeyboardInterrupt:
                status = "stopped"

    def _guarded(self, action):
        try:
            action()
            return "ok"
        except KeyboardInterrupt as stop:
            place = errors.where(stop, self.home)
            self._notice("stopped", f"Stopped at {place}." if place else "Stopped.")
            return "stopped"
        except SystemExit as end:
            if end.code in (None, 0):
                return "ok"
            self._notice("info", cut(f"The program ended itself: sys.exit({end.code!r}).", 1000))
            return "error"
        except BaseException as error:
            self.sink.item(errors.error_item(error, self.home, self.sink.caps), always=True)
            return "error"

    def _run(self, request):
        self._files = request["files"]
        self._workspace.write(self._files)
        self._workspace.refresh(self._namespace)
        self._warned.begin()
        self._notebook.seconds = request.get("seconds", 60)
        self._namespace[NAME] = self._notebook
        path = f"{self.home}/{request['file']}"
        code, first = request["code"], request["startLine"]
        if request["kind"] == "selection":
            code = textwrap.dedent(code)
        # Python counts form feeds and the like as no line breaks, so lines are those of the editor.
        lines = [*[""] * (first - 1), *code.split("\n")]
        tree, cells = compiled(code, path, first)
        self._namespace["__file__"] = path
        try:
            for cell in cells:
                self._execute(cell, lines)
        finally:
            self._workspace.remember(tree, self._namespace)

    def _execute(self, cell, lines):
        """Runs one cell and shows its value."""
        self._watch.mark(cell.body)
        self._warned.note(cell.body, lines)
        self._evaluate(cell.body)
        value = self._namespace.pop(Cell.VALUE, None) if cell.named else None
        if cell.last is not None:
            self._warned.note(cell.last, lines)
            value = self._evaluate(cell.last)
        if value is not None and not cell.quiet:
            self._namespace["_"] = value
            display.show(value, self.sink)
        # Figures of a cell stand below it, also where a whole file runs.
        display.show_open_figures(self.sink)

    def _evaluate(self, code):
        value = eval(code, self._namespace)
        return self._loop.run(value) if is_coroutine(code) else value

    def _on_module(self, code, data):
        """A module of the candidate's was read."""
        self._watch.mark(code)
        self._warned.note(code, data.decode("utf-8", "replace").split("\n"))

    def _finish(self, status):
        shown = self._guarded(lambda: display.show_open_figures(self.sink))
        if status == "ok":
            status = shown
        weights = self._count_weights()
        cut_off = self.sink.truncation()
        if cut_off:
            self._notice("truncated", cut_off)
        self.sink.flush()
        return json.dumps({"status": status, "weights": weights})

    def _count_weights(self):
        """Shows and returns the weight inventory of the last value of `fit`, or None."""
        values = self._watch.take()
        if not values or self._weigh is None:
            return None
        try:
            inventory = weight_inventory(values[0], self._files, self._weigh)
        except Exception as error:
            self._notice("info", cut(f"The weights of what fit returned could not be counted: {error}", 1000))
            return None
        self.sink.item({"type": "weights", "weights": inventory, "notes": []}, always=True)
        return inventory

    def _display(self, *values):
        """Shows values in the output, as the last expression of a cell is shown."""
        for value in values:
            display.show(value, self.sink)

    def _notice(self, kind, text):
        self.sink.item({"type": "notice", "kind": kind, "text": text}, always=True)

    # --- questions of the editor; an interrupted one answers with what it has found so far

    def ask(self, request):
        """Answers a question of the editor: `{ask, ...}` (JSON) in, the answer as JSON out.

        `ask` is one of complete, signature, hover, lint, definition, places, names, warm, import.
        """
        request = json.loads(request)
        try:
            answer = self._answer(request)
        except KeyboardInterrupt:
            answer = None
        except Exception as error:
            answer = {"failed": cut(f"{type(error).__name__}: {error}", 300)}
        return json.dumps(answer)

    def _answer(self, request):
        kind = request["ask"]
        if kind == "warm":
            return self._completer.warm()
        if kind == "import":
            importlib.import_module(request["module"])
            return True
        if kind == "names":
            return self._completer.names()
        if kind == "lint":
            known = list(self._namespace) if request["live"] else ()
            return [*syntax.syntax_errors(request["code"]), *lint.undefined_names(request["code"], known)]
        if kind in ("definition", "places"):
            return getattr(self._project, kind)(request)
        path = f"{self.home}/{request['file']}"
        known = self._completer
        answers = {"complete": known.complete, "signature": known.signature, "hover": known.hover}
        return answers[kind](path, aligned(request["code"]), request["line"], request["column"])


def weight_inventory(model, files, weigh):
    """The inventory of a live model in the shape of protocol/score.ts: {total, items, rest, rule}."""
    from holdout_official import official

    return json.loads(weigh(official.packed(model), json.dumps(files)))


def _no_font_cache(record):
    """Drops matplotlib's note on its font cache, which is nobody's mistake."""
    return "font cache" not in record.getMessage()


def _sleeper(original, sink):
    """`time.sleep` that shows pending output first and lets Stop through every 50 ms."""
    try:
        from pyodide_js import checkInterrupt as check
    except ImportError:
        check = int

    def sleep(seconds, /):
        if not seconds > 0:
            return original(seconds)
        (sink.flush if seconds > 0.05 else sink.nudge)()
        end = time.monotonic() + seconds
        while True:
            left = end - time.monotonic()
            if left <= 0:
                return None
            original(min(left, 0.05))
            check()

    return sleep
