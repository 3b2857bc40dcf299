"""Starts the Reprise probe, then steps aside for the sitecustomize that this one shadows.

Must parse and run in every Python that the training may start, Python 2 among them. Nothing that goes wrong in
the probe may reach the training; whatever the shadowed sitecustomize does, or its absence, must reach it unchanged.
"""
import os
import sys

_folder = os.path.dirname(os.path.abspath(__file__))

if sys.version_info >= (3, 9) and os.environ.get("REPRISE_OUT"):
    try:
        import reprise_probe

        reprise_probe.start(os.environ["REPRISE_OUT"])
    except Exception:
        pass

# The folder has done its work: without it sys.path is what it would have been, and the same name, imported
# again, is the shadowed file. The import system takes what then stands in sys.modules, and where there is none
# the ModuleNotFoundError for `sitecustomize` is the one that site.py expects.
sys.path[:] = [entry for entry in sys.path if os.path.abspath(entry or os.curdir) != _folder]
sys.modules.pop("sitecustomize", None)
import sitecustomize  # noqa: E402,F401
