"""Tells when a module has been imported, before the program that asked for it sees it.

The program's `sys.meta_path`, its loaders and specs stay as they are, and nothing of ours is on the stack while a
module runs, so no traceback shows it: what is wrapped is the function with which the import system says, after that,
what `python -v` prints (`_verbose_message`, the same from Python 3.9 to 3.14).
"""
import sys

# With the module's name; its loading is done but for the return.
IMPORTED = "import {!r} # {!r}"

_waiting = {}
_failed = []


def when_imported(name, callback):
    """Calls `callback(module)` once, when `name` has run, or now if it has. What it raises is noted, not passed on."""
    module = sys.modules.get(name)
    if module is not None and not is_loading(module):
        tell(name, module, callback)
        return
    if not _waiting:
        install()
    _waiting.setdefault(name, []).append(callback)


def failures():
    """What callbacks raised, as texts."""
    return list(_failed)


def install():
    bootstrap = sys.modules["_frozen_importlib"]
    original = bootstrap._verbose_message
    if getattr(original, "__module__", None) == __name__:
        return
    waiting, told = _waiting, loaded

    def _verbose_message(message, *args, **kwargs):
        original(message, *args, **kwargs)
        if message == IMPORTED and args[0] in waiting:
            told(args[0])

    bootstrap._verbose_message = _verbose_message


def loaded(name):
    for callback in _waiting.pop(name, ()):
        tell(name, sys.modules[name], callback)


def tell(name, module, callback):
    try:
        if type(module).__name__ == "_LazyModule":  # any look at it would load it
            raise RuntimeError("it is loaded lazily")
        callback(module)
    except Exception as error:
        from .trace.guard import describe, raised_by_handler

        _failed.append("%s: %s" % (name, describe(error)))
        if raised_by_handler(error):
            raise


def is_loading(module):
    try:
        return bool(object.__getattribute__(module, "__spec__")._initializing)
    except AttributeError:
        return False
