"""Digests of the states of random generators, without drawing from any."""
import sys
from array import array

from .arrays import digest_of, read
from .frameworks import namespace
from .generators import is_drawn
from .hashing import digest


def states_of(seeding, given):
    """(name, digest) of the generators that the program tells, and of those that all share, where they play a part."""
    found = [(name, digest_state(ask())) for name, ask in shared() if plays(seeding, name)]
    if given is None:
        return found
    named = given.items() if isinstance(given, dict) else [("random", given)]
    return found + [(str(name), digest_state(one)) for name, one in named]


def shared():
    asks = [("python", "random", "getstate"), ("numpy", "numpy.random", "get_state")]
    found = [(name, namespace(sys.modules.get(module)).get(ask)) for name, module, ask in asks]
    return [(name, ask) for name, ask in found if ask is not None]


def plays(seeding, name):
    """One that nobody seeded differs in every run, so it says nothing until somebody draws from it."""
    return name in seeding.seeded or name in seeding.base or is_drawn(seeding, name)


def digest_state(value):
    """Of numpy's generators, of Python's, of JAX's keys, and of what such a state is made of."""
    for method in ("getstate", "get_state"):
        if hasattr(value, method):
            return digest_state(getattr(value, method)())
    if hasattr(value, "bit_generator"):
        return digest_state(value.bit_generator.state)
    if isinstance(value, dict):
        return digest(*[text for key in value for text in (str(key), digest_state(value[key]))])
    if isinstance(value, (tuple, list)):
        if len(value) > 100 and set(map(type, value)) == {int}:  # the Mersenne Twister's, quickly
            return digest(array("Q", value).tobytes())
        return digest(*[digest_state(item) for item in value])
    if value is None or isinstance(value, (bool, int, float, str, bytes)):
        return digest(repr(value))
    return digest_of(read(key_data(value)))


def key_data(value):
    """The numbers of a key of JAX, which is an array of a type of its own."""
    jax = sys.modules.get("jax")
    if jax is not None and str(getattr(value, "dtype", "")).startswith("key<"):
        return jax.random.key_data(value)
    return value
