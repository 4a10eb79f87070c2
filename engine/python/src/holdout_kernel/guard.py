"""Keeps jedi from running the candidate's code: of live objects it reads plain values and those of libraries."""

from .members import is_opaque, is_own_function


class Withheld:
    """Stands for an object that jedi must not look into."""


def _is_held_back(value):
    # jedi prints the defaults of a function that it is given; it reads the candidate's from their code instead.
    return is_opaque(value) or is_own_function(value)


def hold_back(jedi):
    """Changes jedi once: properties are not read, and a `Withheld` takes the place of objects that could run code."""
    from jedi.inference.compiled import access

    jedi.settings.allow_unsafe_interpreter_executions = False
    plain_access, plain_static = access.create_access, access.getattr_static

    def create_access(state, value):
        return plain_access(state, Withheld() if _is_held_back(value) else value)

    def getattr_static(value, name, *default):
        found, is_descriptor = plain_static(value, name, *default)
        # Said to be a descriptor, it is not read: reading would ask the value for its module.
        return (Withheld(), True) if _is_held_back(found) else (found, is_descriptor)

    access.create_access, access.getattr_static = create_access, getattr_static
