"""What people read where they write what notebooks know: one sentence each, on what there is instead."""

import re

_NO_INSTALL = "nothing can be installed here, since there is no network; what the task brings is imported directly"
_NO_SHELL = "there is no shell here; Python does it, as os.listdir() and open() do"

# Names of commands, and what there is instead.
_INSTEAD = {
    "pip conda mamba uv": _NO_INSTALL,
    "cd pushd popd": "the files are in the current folder already, and stay there",
    "ls ll dir pwd": "os.listdir() lists the files, which are in the current folder",
    "cat less more pycat": "open the file in the editor, or print(open(name).read())",
    "matplotlib pylab": "plots are shown as pictures below the cell, and this line is not needed",
    "config precision colors": "there is nothing to configure, and this line is not needed",
    "load_ext reload_ext autoreload aimport": "files that change are loaded anew by themselves",
    "run load edit": "open the file and press Run file, or import it",
    "who whos who_ls": "dir() lists the names, and type(name) says what each is",
    "reset reset_selective": "press Restart for an interpreter without variables, or del name",
    "env set_env": "os.environ holds the environment",
    "debug pdb": "there is no debugger; print the values, or raise an error where you want to see the calls",
    "prun lprun mprun memit": "%time and %timeit take the time; cProfile.run('f()') lists the calls",
    "history hist recall": "the output lists all runs, and the editor's undo goes back",
    "store save notebook": "everything you type is stored by itself",
}
_BY_NAME = {name: text for names, text in _INSTEAD.items() for name in names.split()}
_CELL_IGNORED = {"capture": "the output is shown all the same", "prun": "%%time takes the time of a cell"}
_THERE = "%time, %timeit, %%time, %%timeit and %matplotlib inline are there"


def _shown(text):
    """The line as it is quoted: one line, not too long."""
    first = text.strip().split("\n")[0]
    return first if len(first) <= 80 else first[:79] + "…"


def shell(line):
    """On `!ls` and `pip install name`."""
    install = re.search(r"\b(?:pip3?|conda|mamba|uv|apt|apt-get)\b", line)
    return f"{_shown(line)}: {_NO_INSTALL if install else _NO_SHELL}."


def magic(marks, name, rest):
    """On a command by its name: the sentence, and whether nothing of the cell can run after it."""
    line = _shown(f"{marks}{name} {rest}")
    if marks == "%%":
        if name in _CELL_IGNORED:
            return f"{line}: {_CELL_IGNORED[name]}.", False
        if name == "writefile":
            return f"{line}: New file, above the list of files, makes one.", True
        instead = _NO_SHELL if name in ("bash", "sh", "script", "cmd", "system") else "cells hold Python"
        return f"{line}: {instead}; %%time and %%timeit are there.", True
    if name in _BY_NAME:
        return f"{line}: {_BY_NAME[name]}.", False
    return f"{line}: this command of notebooks is not there; {_THERE}.", False


# Commands that are written without their percent sign too. Others, as `config`, are names that programs use themselves.
_BARE = {"pip", "conda", "cd", "ls", "ll", "pwd", "cat", "whos"}

# Names that a notebook defines by itself.
_NOTEBOOK_NAMES = {
    "_ __ ___ Out": "values of earlier cells are not numbered; give one a name, as in result = f()",
    "In": "the output lists what was run",
    "get_ipython": "this is no notebook of IPython; " + _THERE,
}
_BY_NOTEBOOK_NAME = {name: text for names, text in _NOTEBOOK_NAMES.items() for name in names.split()}


def undefined(name):
    """On a name that only notebooks have, `_` or `ls`; None for any other."""
    found = _BY_NOTEBOOK_NAME.get(name) or (name in _BARE and _BY_NAME[name])
    return f"In notebooks {name} means something, here not: {found}." if found else None


def asked(line, name, source):
    """On `df?` and `df??`."""
    more = f"import inspect and print(inspect.getsource({name}))" if source else f"run help({name})"
    return f"{_shown(line)}: rest the pointer on the name in the editor, or {more}."


def assigned(line, command):
    """On `files = !ls` and `took = %timeit f()`."""
    if command.startswith("!"):
        return f"{_shown(line)}: {_NO_SHELL}."
    return f"{_shown(line)}: a command of notebooks has no value here; write it on a line of its own, without the name."


def not_first(line):
    """On `%%time` in the middle of a cell."""
    return f"{_shown(line)}: this stands in the first line of a cell, below its # %%; %time takes one statement."


def in_module(line):
    """On any of these in a file that is imported."""
    return (
        f"{_shown(line)} is for cells, Run file and Run selection; a file that is imported, also by Check and Score, "
        "holds Python alone. Take the line out."
    )


def keyboard(what):
    """On what waits for somebody to type."""
    return (
        f"{what} needs a keyboard, which the program does not have here. Print the values instead, or put them into "
        "the code."
    )
