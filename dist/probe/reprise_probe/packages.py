"""Installed packages, from the folders on sys.path, as importlib.metadata finds them: the first of a name counts.

Read by hand: importlib.metadata imports thirty modules, any of which the user's own tree may shadow.
Sources: the PyPA specifications "recording installed projects" and "names and normalization".
"""
import os
import sys

from .system import read

MOST = 10000


def packages():
    found = {}
    for folder in sys.path:
        for entry in listing(folder):
            if len(found) >= MOST:
                return found
            name, version = identify(folder, entry)
            if name and version:
                found.setdefault(normalise(name), version[:100])
    return found


def listing(folder):
    try:
        names = os.listdir(folder or os.curdir)
    except (OSError, TypeError, ValueError):  # a zip, a folder that is gone, an object that a tool put there
        return []
    return sorted(name for name in names if name.endswith((".dist-info", ".egg-info")))


def identify(folder, entry):
    """`name-version.dist-info`, `name-version-py3.11.egg-info`; what is not spelled so is looked up in its metadata."""
    stem, suffix = os.path.splitext(entry)
    parts = stem.split("-")
    if suffix == ".dist-info" and len(parts) == 2:
        return parts[0], parts[1]
    if suffix == ".egg-info" and len(parts) == 3 and parts[2].startswith("py"):
        return parts[0], parts[1]
    return declared(os.path.join(folder or os.curdir, entry))


def declared(place):
    for part in ("METADATA", "PKG-INFO", None):
        try:
            return headers(read(os.path.join(place, part) if part else place))
        except OSError:
            continue
    return None, None


def headers(text):
    found = {"name": None, "version": None}
    for line in text.splitlines():
        if not line.strip():
            break
        key, _, value = line.partition(":")
        if key.lower() in found:
            found[key.lower()] = value.strip()
    return found["name"], found["version"]


def normalise(name):
    words = name.lower().replace("_", "-").replace(".", "-").split("-")
    return "-".join(word for word in words if word)[:200]
