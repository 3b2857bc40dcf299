"""Puts a function of ours in the place of another, so that a program that looks at it sees the one that it knows."""
import gc
import sys

from .frameworks import namespace

COPIED = ("__module__", "__name__", "__qualname__", "__doc__")


def like(original, function):
    """`function` with the name, place, text and signature of `original`."""
    for name in COPIED:
        try:
            setattr(function, name, getattr(original, name))
        except (AttributeError, TypeError):
            continue
    function.__dict__.update(getattr(original, "__dict__", {}))
    function.__wrapped__ = original
    return function


def replace_function(package, name, original, function):
    """In each module of the package that holds the very same function, so that pickles by name still find it."""
    for key, module in list(sys.modules.items()):
        if key == package or key.startswith(package + "."):
            held = namespace(module)
            if held.get(name) is original:
                held[name] = function


def replace_method(cls, name, make):
    """
    `make(original)` becomes the method of a class that refuses assignment because it is written in C. The class stays
    the same object, so types, pickles and subclasses do not change; methods that the C code looks up by name are ours.
    """
    held = gc.get_referents(cls.__dict__)[0]
    original = held[name]
    if type(held) is not dict or original is not cls.__dict__[name]:
        raise RuntimeError("the methods of %s cannot be reached" % cls.__name__)
    # numpy and torch import it themselves; the program may have a module of that name.
    ctypes = sys.modules["ctypes"]
    modified = ctypes.pythonapi.PyType_Modified
    held[name] = like(original, make(original))
    modified(ctypes.py_object(cls))
