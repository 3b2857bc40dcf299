"""Which files the program was made of: those of its tree with digests, and those from places that are neither its
tree, nor the standard library, nor an installed package."""
import os
import sys

from .frameworks import namespace

MOST = 5000
MOST_BYTES = 64 * 1024 * 1024


def modules(state):
    tree = os.path.realpath(state.tree)
    tree_files, foreign = {}, []
    budget = [MOST_BYTES]
    scripts = {os.path.join(state.cwd, script) for script in state.scripts if type(script) is str}
    for place in sorted(files() | scripts):
        real = os.path.realpath(place)
        if real.startswith(os.path.join(tree, "")):
            tree_files[os.path.relpath(real, tree)] = digest(real, budget)
        elif os.path.isfile(real):
            foreign.append(real)
    foreign.sort()
    return {"tree": tree_files, "foreign": foreign}


def files():
    """Absolute paths of loaded modules, without the standard library, installed packages and the probe itself."""
    installed = [os.path.join(os.path.dirname(os.__file__), ""), os.path.join(os.path.dirname(__file__), "")]
    found = set()
    for module in list(sys.modules.values()):
        place = namespace(module).get("__file__")
        if type(place) is not str or len(found) >= MOST:
            continue
        place = os.path.abspath(place)
        if not place.startswith(tuple(installed)) and not is_installed(place):
            found.add(place)
    return found


def is_installed(place):
    return os.sep + "site-packages" + os.sep in place or os.sep + "dist-packages" + os.sep in place


def digest(place, budget):
    """SHA-256 of the file as it is at the end of the run, or None where it cannot be had cheaply."""
    sha256 = hasher()
    try:
        descriptor = os.open(place, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except OSError:
        return None
    try:
        hashed = sha256() if sha256 else None
        while hashed is not None:
            chunk = os.read(descriptor, 256 * 1024)
            budget[0] -= len(chunk)
            if budget[0] < 0:
                return None
            if not chunk:
                return "sha256:" + hashed.hexdigest()
            hashed.update(chunk)
        return None
    except OSError:
        return None
    finally:
        os.close(descriptor)


def hasher():
    """The interpreter's own SHA-256: `hashlib` may be shadowed or patched by the training."""
    for name in ("_sha2", "_sha256"):
        try:
            return __import__(name).sha256
        except (ImportError, AttributeError):
            continue
    return None
