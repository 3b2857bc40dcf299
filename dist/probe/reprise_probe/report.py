"""The report: each part by itself, so that what fails costs that part only and is named in `errors`."""
import os

from . import SCHEMA
from .files import argv, getpid, getppid, path, python, remove_start, time, write_file


def write_report(state):
    pid = getpid()
    content = {
        "schema": SCHEMA,
        "ended": True,
        "pid": pid,
        "ppid": getppid(),
        "started": state.started,
        "seconds": time() - state.started,
        "forked": pid != state.pid,
        "argv": argv(),
        "python": python(),
        "tree": state.tree,
    }
    errors = []
    for name, part in parts(state):
        try:
            content[name] = part()
        except Exception as error:
            errors.append("%s: %s" % (name, describe(error)))
    content["errors"] = (errors + load("imports").failures())[:20]
    write_file(path.join(state.out, "python-%d-%d.json" % (pid, state.stamp)), content)
    if pid == state.pid:
        remove_start(state)


def describe(error):
    try:
        return ("%s: %s" % (type(error).__name__, error))[:300]
    except Exception:
        return type(error).__name__


def parts(state):
    """Name -> function; a part is imported only when it is asked for, and its import may fail alone."""
    return [
        ("system", lambda: load("system").system()),
        ("variables", lambda: load("system").variables(os.environ)),
        ("packages", lambda: load("packages").packages()),
        ("frameworks", lambda: load("frameworks").frameworks()),
        # Before anything of ours opens a file of the tree.
        ("opened", lambda: load("notes").opened(state)),
        ("connected", lambda: load("notes").connected(state)),
        ("modules", lambda: load("modules").modules(state)),
        ("programs", lambda: load("notes").programs(state)),
        ("seeded", lambda: load("seeding").seeded(state)),
        ("unseeded", lambda: load("generators").unseeded(state)),
        ("nondeterministic", lambda: load("determinism").nondeterministic()),
        ("warnings_hidden", lambda: load("determinism").is_hidden()),
        *[("tracing", tracer.report) for tracer in tracers(state)],
    ]


def tracers(state):
    """The one that counts: what the program told, unless its steps were seen without that."""
    if state.told is not None and not load("told").is_traced(state):
        return [state.told]
    return [] if state.tracing is None else [state.tracing]


def load(name):
    return __import__(__package__ + "." + name, fromlist=[name])
