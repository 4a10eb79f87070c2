"""Live objects as completion sees them: attributes are found without running any code of the candidate.

Properties, `__getattr__`, `__dir__` and their like may raise, take long, change something, or recurse into C until
the interpreter dies. For classes of the candidate nothing of that is called. Of libraries only what is listed here as
cheap is read; for their other properties, the class that the annotation names stands for the value.
"""

import builtins
import inspect
import re
import sys
import types

#: Properties and accessors of libraries that are read: they copy nothing and take no time.
_CHEAP = {
    "pandas": {"index", "columns", "dtypes", "dtype", "name", "shape", "loc", "iloc", "at", "iat", "str", "dt", "cat"},
}
#: What instances hold there, where a class does not say it.
_HELD = {"pandas": {"index": "Index", "columns": "Index", "dtypes": "Series"}}
#: Attributes that C reads from the object itself.
_READ = (types.GetSetDescriptorType, types.MemberDescriptorType)
_CALLED = (
    types.FunctionType,
    types.BuiltinFunctionType,
    types.MethodDescriptorType,
    types.WrapperDescriptorType,
    types.MethodType,
)
#: Where files of the candidate lie.
_HOME = "/home/candidate/"

_dict_of = type.__dict__["__dict__"].__get__
_mro_of = type.__dict__["__mro__"].__get__


class Unknown(Exception):
    """What an expression stands for cannot be said without running code."""


def is_a(value, kinds):
    """As `isinstance`, which would ask the value for its `__class__`."""
    return issubclass(type(value), kinds)


def is_class(value):
    """Whether a value is a class."""
    return is_a(value, type)


def is_own(cls):
    """Whether a class is the candidate's: of the running program or of one of their files."""
    if not cls.__flags__ & 1 << 9:
        # Made in C.
        return False
    module = _dict_of(cls).get("__module__")
    if not is_a(module, str) or module == "__main__":
        return True
    loaded = sys.modules.get(module)
    return not is_a(loaded, types.ModuleType) or _is_own_module(loaded)


def _is_own_module(module):
    file = vars(module).get("__file__")
    return is_a(file, str) and file.startswith(_HOME)


def is_own_function(value):
    """Whether a value is a function that the candidate wrote."""
    return is_a(value, types.FunctionType) and value.__code__.co_filename.startswith((_HOME, "<"))


def is_opaque(value):
    """Whether looking into a value could run the candidate's code: it is an instance of their class or metaclass."""
    return any(map(is_own, _mro_of(type(value))))


def names_of(value):
    """Names of a value's attributes, in no order."""
    if is_a(value, types.ModuleType) and _is_own_module(value):
        found = vars(value)
    elif not is_opaque(value):
        found = dir(value)
    else:
        found = set(_instance_dict(value)).union(*_registers(value))
        for cls in _mro_of(value if is_class(value) else type(value)):
            found.update(_dict_of(cls))
    return [name for name in found if is_a(name, str)]


def _instance_dict(value):
    try:
        own = object.__getattribute__(value, "__dict__")
    except (AttributeError, TypeError):
        return {}
    return own if type(own) is dict else {}


def _registers(value):
    """Where a torch module holds what it shows as attributes."""
    own = _instance_dict(value)
    return [own[part] for part in ("_parameters", "_buffers", "_modules") if is_a(own.get(part), dict)]


def kind_of(owner, name):
    """What an attribute is, in the words of the completion list."""
    try:
        return kind(inspect.getattr_static(owner, name))
    except Exception:
        return "property"


def kind(value):
    """What a value is, in the words of the completion list; asked of its type alone."""
    if is_a(value, types.ModuleType):
        return "module"
    if is_class(value):
        return "class"
    if is_a(value, (property, *_READ)):
        return "property"
    if is_a(value, (staticmethod, classmethod)):
        return "function"
    return "function" if any("__call__" in _dict_of(cls) for cls in _mro_of(type(value))) else "instance"


def attribute(value, name):
    """The attribute of a value, or the class of what it would be.

    :raises Unknown: where that cannot be said without running code.
    """
    if is_a(value, types.ModuleType):
        return _of_module(value, name)
    try:
        found = inspect.getattr_static(value, name)
    except AttributeError:
        for held in _registers(value):
            if name in held:
                return held[name]
        return item(value, name) if type(value) is not dict else _unknown()
    if is_a(found, (staticmethod, classmethod)):
        return found.__func__
    if is_a(found, _CALLED):
        return found
    if is_a(found, property):
        cheap = name in _CHEAP.get(library(type(value)), ())
        return _read(value, name) if cheap else returned(found.fget, value)
    if is_class(value):
        return _of_class(value, name, found)
    if is_a(found, _READ) or name in _CHEAP.get(library(type(value)), ()):
        return _read(value, name)
    if any("__get__" in _dict_of(cls) for cls in _mro_of(type(found))) and not is_class(found):
        return _unknown()
    return found


def _unknown():
    raise Unknown


def _of_module(module, name):
    own = types.ModuleType.__getattribute__(module, "__dict__")
    loaded = sys.modules.get(f"{own.get('__name__')}.{name}")
    if name not in own and loaded is None:
        raise Unknown
    return own.get(name, loaded)


def _of_class(cls, name, found):
    """An attribute of a class: what the class says of its instances' one, where it says so."""
    for base in _mro_of(cls):
        said = _dict_of(base).get("__annotations__", {}).get(name)
        if said is not None:
            return _class_named(said, vars(sys.modules.get(base.__module__, builtins)), library(base))
    if name not in _CHEAP.get(library(cls), ()):
        return found
    held = _HELD.get(library(cls), {}).get(name)
    return _class_named(held, {}, library(cls)) if held else _read(cls, name)


def _read(value, name):
    try:
        return getattr(value, name)
    except Exception as error:
        raise Unknown from error


def item(value, key):
    """What a key or column of a plain container or table holds.

    :raises Unknown: for other objects, which may do anything when they are asked, and where it is not there.
    """
    table = library(type(value)) == "pandas" and type(value).__name__ == "DataFrame"
    if not table and type(value) not in (list, tuple, dict):
        raise Unknown
    try:
        return value[key]
    except Exception as error:
        raise Unknown from error


def returned(function, owner=None):
    """The class of what a call would give, as a class or an annotation says it; nothing is called.

    `owner` is what the function is an attribute of.
    """
    if is_class(function):
        return function
    if is_a(function, types.MethodType):
        function = function.__func__
    if not is_a(function, types.FunctionType):
        raise Unknown
    said = function.__annotations__.get("return")
    if said == "Self" and owner is not None:
        return owner if is_class(owner) else type(owner)
    return _class_named(said, function.__globals__, str(function.__module__).partition(".")[0])


def _class_named(said, scope, root):
    """The class that an annotation names first, found where the annotation stands, or at the top of its library."""
    if is_class(said):
        return said
    places = [scope, vars(builtins)]
    places += [vars(sys.modules[m]) for m in (root, f"{root}.core.groupby", "numpy") if m in sys.modules]
    for word in re.findall(r"[^\W\d][\w.]*", said) if is_a(said, str) else ():
        name = word.rpartition(".")[2]
        for place in places:
            if is_class(place.get(name)):
                return place[name]
    raise Unknown


def library(cls):
    """Name of the library that a class is of; empty for classes of the candidate."""
    return "" if is_own(cls) else str(type.__dict__["__module__"].__get__(cls)).partition(".")[0]
