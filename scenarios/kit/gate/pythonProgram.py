"""Reads Python files without running them: what they define at the top, and what is wrong with them."""
import ast
import json
import sys


def read(text, own, packages):
    """Names that a file defines and its faults; ``own`` are modules beside it, ``packages`` the installed ones."""
    try:
        tree = ast.parse(text)
        compile(tree, "file", "exec")
    except SyntaxError as error:
        return {"defines": [], "faults": [{"line": error.lineno, "message": error.msg}]}
    known = {*sys.stdlib_module_names, *own, *packages, "holdout_official"}
    faults = []
    for node in ast.walk(tree):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names = [node.module]
        for name in names:
            if name.split(".")[0] not in known:
                message = f'imports "{name}", which is no file here and in none of the packages'
                faults.append({"line": node.lineno, "message": message})
    return {"defines": [one.name for one in tree.body if isinstance(one, ast.FunctionDef)], "faults": faults}


def read_all(asked):
    """A list of ``{text, own, packages}`` as JSON; the answers likewise."""
    return json.dumps([read(one["text"], one["own"], one["packages"]) for one in json.loads(asked)])


read_all
