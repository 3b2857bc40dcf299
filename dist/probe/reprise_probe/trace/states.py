"""The states of the random generators. Reading one does not change it."""
import sys
from array import array
from hashlib import blake2b

from .mixing import combine, finish
from .words import words_of


class RandomStates:
    def __init__(self, torch, digests):
        self.torch = torch
        self.digests = digests

    def read(self):
        """Pairs of a generator and the digest of its state, a number, of those that the program has."""
        found = [("python", python_state(sys.modules.get("random")))]
        found.append(("numpy", numpy_state(sys.modules.get("numpy.random"))))
        found.append(("torch", self.number(self.torch.default_generator.get_state())))
        found.extend(self.of_devices())
        return [(name, number) for name, number in found if number is not None]

    def of_devices(self):
        """Of each GPU that is in use: the state lies on the CPU."""
        cuda = self.torch.cuda
        if not cuda.is_initialized():
            return []
        at = cuda.current_device()
        return [("cuda:%d" % at, self.number(cuda.default_generators[at].get_state()))]

    def number(self, state):
        return finish(self.digests.at(state.device).total(words_of(self.torch, state), True).item(), state.numel())


def python_state(random):
    instance = getattr(random, "_inst", None)
    if instance is None:
        return None
    version, numbers, gauss = instance.getstate()
    return number(array("Q", numbers).tobytes(), repr((version, gauss)))


def numpy_state(random):
    """Of numpy's global generator; objects made by `default_rng` are the program's own."""
    if random is None or not hasattr(random, "get_state"):
        return None
    state = random.get_state(legacy=False)
    inner = state["state"]
    key = inner.get("key")
    if key is None:
        return number(b"", repr(sorted(state.items())))
    rest = (state["bit_generator"], int(inner["pos"]), int(state["has_gauss"]), float(state["gauss"]))
    return number(key.tobytes(), repr(rest))


def number(content, rest):
    digest = blake2b(content, digest_size=8)
    digest.update(rest.encode())
    return int.from_bytes(digest.digest(), "big")


def combined(states):
    return combine([number for _, number in states])
