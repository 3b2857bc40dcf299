"""`seed: auto`: what the program's seeding calls gave, and what took its place.

Each seed becomes (seed + index × 2654435761) mod 2³². Index 0 leaves every call as it was; it is noted all the same.
`generators` has where the calls are caught.
"""
import sys
from _operator import index
from _thread import get_ident
from os import __file__ as os_file
from os import environ, path

from .modules import is_installed

STRIDE = 2654435761
MODULUS = 2**32
MOST_CALLS = 20
# Of one call at one place: a loop over seeds must not crowd out the rest.
MOST_ALIKE = 4
# Python's own module, whose generators are seeded by its own lines.
RANDOM = path.join(path.dirname(path.abspath(os_file)), "random.py")
OURS = path.join(path.dirname(path.abspath(__file__)), "")


class Seeding:
    """`base`: generator -> seed that we gave it. `seeded`: generators that the program seeded itself."""

    def __init__(self, state):
        told = environ.get("REPRISE_SEED_INDEX", "")
        self.index = int(told) if told.isascii() and told.isdigit() and len(told) < 10 else None
        self.deterministic = environ.get("REPRISE_DETERMINISTIC") == "1"
        self.offset = (self.index or 0) * STRIDE % MODULUS
        self.tree = path.join(state.tree, "")
        self.cwd = state.cwd
        self.calls = {}
        self.alike = {}
        self.base = {}
        self.seeded = set()
        # Generator -> hash of its state before the program could draw.
        self.began = {}
        # Threads that are in a seeding function.
        self.inside = set()
        self.latest = None
        self.latest_is_new = False

    def shift(self, call, given, seeds=None, allowed=None):
        """
        What takes the place of `given`, an integer or none; notes the call. `seeds`: the shared generator it seeds.
        `allowed`: a range of integers; for all others the library has its own error.
        """
        if get_ident() in self.inside:
            return given
        number = whole(given)
        used = (number + self.offset) % MODULUS if self.offset and is_allowed(number, allowed) else given
        # Without a value it is seeded by the system, which is no seed.
        self.note(call, number, whole(used), None if given is None else seeds)
        return used

    def within(self, function, *args, **kwargs):
        """Calls a seeding function of a library: what it seeds in turn, with a shifted seed, passes as it is."""
        thread = get_ident()
        if thread in self.inside:
            return function(*args, **kwargs)
        self.inside.add(thread)
        try:
            return function(*args, **kwargs)
        finally:
            self.inside.discard(thread)

    def note(self, call, given, used, seeds=None):
        if seeds is not None:
            self.seeded.add(seeds)
        at = self.where()
        key, alike = (call, given, at), (call, at)
        if key in self.calls or len(self.calls) >= MOST_CALLS or self.alike.get(alike, 0) >= MOST_ALIKE:
            return
        self.alike[alike] = self.alike.get(alike, 0) + 1
        self.calls[key] = used

    def note_system(self, call):
        """A generator that a line of the tree made by itself, with a seed from the system."""
        at = self.where(most=1)
        self.latest = (call, None, at)
        self.latest_is_new = at is not None and self.latest not in self.calls
        if at is not None:
            self.note(call, None, None)

    def forget_system(self):
        """Undoes the latest note of that kind, where the generator that it made is given a seed at the same place."""
        if self.latest_is_new and self.latest[2] == self.where(most=1) and self.calls.pop(self.latest, self) is None:
            self.alike[self.latest[::2]] -= 1
        self.latest_is_new = False

    def caller(self):
        """The file of the line that called us."""
        frame = sys._getframe(1)
        while frame is not None and frame.f_code.co_filename.startswith(OURS):
            frame = frame.f_back
        return "" if frame is None else frame.f_code.co_filename

    def where(self, most=1000):
        """`train.py:12`: the innermost line of the tree, at most `most` calls away; None where none of it led here."""
        frame = sys._getframe(1)
        while frame is not None and most > 0:
            name = frame.f_code.co_filename
            if name != RANDOM and not name.startswith(OURS):
                place = path.join(self.cwd, name)
                if name[:1] != "<" and place.startswith(self.tree) and not is_installed(place):
                    return "%s:%d" % (path.relpath(place, self.tree), frame.f_lineno)
                most -= 1
            frame = frame.f_back
        return None


def is_allowed(number, allowed):
    return number is not None and (allowed is None or number in allowed)


def whole(value):
    """An integer of any kind as Python's own; None for all else."""
    try:
        return index(value)
    except TypeError:
        return None


def seeded(state):
    seeding = state.seeding
    calls = []
    for (call, given, at), used in seeding.calls.items():
        fact = {"call": call, "given": exact(given), "used": exact(used)}
        calls.append(fact if at is None else dict(fact, at=at[:4096]))
    return {
        "index": seeding.index,
        "deterministic": seeding.deterministic,
        "base": dict(seeding.base),
        "calls": calls,
    }


def exact(number):
    """A JSON reader rounds larger ones: of those what is left modulo 2^53."""
    return number if number is None or abs(number) < 2**53 else number % 2**53
