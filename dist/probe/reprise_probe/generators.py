"""Where each library's seeding calls meet, and what we do there.

No function of numpy or torch that a program can name is replaced: their calls meet at a method of a C class, which the
program does not see (`replacing.replace_method`). Python's and JAX's are Python, and replaced as a whole.
"""
import sys
from os import path

from .frameworks import namespace
from .imports import when_imported
from .replacing import like, replace_function, replace_method
from .seeding import MODULUS, is_allowed, whole

SEQUENCE = "numpy.random.SeedSequence"
MOST_DRAWN = 256
# What each takes without an error of its own.
OF_NUMPY = range(MODULUS)
OF_TORCH = range(-(2**63), 2**64)


def watch(seeding):
    """Before anything else of ours: a library is seeded as soon as it is there, then its state is remembered."""
    when_imported("random", lambda module: watch_python(seeding, module))
    when_imported("numpy.random", lambda module: watch_numpy(seeding, module))
    when_imported("torch", lambda module: watch_torch(seeding, module))
    when_imported("tensorflow", lambda module: watch_tensorflow(seeding, module))
    when_imported("jax", lambda module: watch_jax(seeding, module))


def begin(seeding, name, seed, state):
    """Seeds the global generator of a library where all is to be seeded, and remembers what state it begins with."""
    if seeding.deterministic:
        seeding.within(seed, seeding.offset)
        seeding.base[name] = seeding.offset
    if state is not None:
        seeding.began[name] = state()


def watch_python(seeding, random):
    begin(seeding, "python", random.seed, lambda: python_state(random))
    # The generator that the functions of the module share, while they are the ones it came with.
    shared = random.seed.__self__
    original = random.Random.seed

    def seed(self, a=None, version=2):
        if a is None and self is not shared:
            seeding.note_system("random.Random")
            return original(self, a, version)
        call = "random.seed" if self is shared else "random.Random"
        moved = seeding.shift(call, a, "python" if self is shared else None)
        if moved is a and seeding.offset and a is not None:
            moved = beside(a, seeding.offset)
        return original(self, moved, version)

    random.Random.seed = like(original, seed)
    random.seed = shared.seed


def beside(seed, offset):
    """Another seed for one that is a text, bytes or a float: Python hashes them all."""
    if type(seed) is str:
        return "%s#%d" % (seed, offset)
    if type(seed) in (bytes, bytearray):
        return bytes(seed) + b"#%d" % offset
    return "%r#%d" % (seed, offset) if type(seed) is float else seed


def python_state(random):
    return hash(random.seed.__self__.getstate())


def watch_numpy(seeding, module):
    bit_generator, mtrand = module.bit_generator, module.mtrand
    begin(seeding, "numpy", module.seed, lambda: numpy_state(module))
    is_from_system = watch_entropy(bit_generator)
    sequences = bit_generator.SeedSequence

    def legacy(original):
        def _legacy_seeding(self, seed):
            shared = self is mtrand._rand._bit_generator
            if not shared:
                # A RandomState makes its generator without a seed, then comes here.
                seeding.forget_system()
            call = "numpy.random.seed" if shared else "numpy.random.RandomState"
            return original(self, shift_any(seeding, call, seed, "numpy" if shared else None, OF_NUMPY))

        return _legacy_seeding

    def sequence(original):
        def generate_state(self, *args, **kwargs):
            given = self.entropy
            if is_from_system(given):
                seeding.note_system(SEQUENCE)
                return original(self, *args, **kwargs)
            moved = shift_any(seeding, SEQUENCE, given)
            if moved is not given:
                self = sequences(moved, spawn_key=self.spawn_key, pool_size=self.pool_size)
            return original(self, *args, **kwargs)

        return generate_state

    replace_method(module.MT19937, "_legacy_seeding", legacy)
    replace_method(sequences, "generate_state", sequence)


def shift_any(seeding, call, given, seeds=None, allowed=None):
    """An integer, or a row of them, of which the first is moved and noted; all else stays, and is noted."""
    row = row_of(given)
    if row is None or not all(is_allowed(number, allowed) for number in row):
        return seeding.shift(call, given, seeds, allowed)
    moved = seeding.shift(call, row[0], seeds, allowed)
    return [moved] + row[1:] if moved != row[0] else given


def row_of(given):
    """The integers of a row of one or more, or None."""
    if given is None or type(given) in (int, str, bytes):
        return None
    try:
        row = [whole(item) for item in given]
    except TypeError:
        return None
    return row if row and None not in row else None


def watch_entropy(bit_generator):
    """Remembers the latest numbers that numpy took from the system; returns whether a number is one of them."""
    original = bit_generator.randbits
    drawn = {}

    def randbits(k):
        number = original(k)
        drawn[number] = None
        if len(drawn) > MOST_DRAWN:
            del drawn[next(iter(drawn))]
        return number

    bit_generator.randbits = randbits
    return lambda number: type(number) is int and number in drawn


def numpy_state(module):
    state = module.mtrand._rand._bit_generator.state["state"]
    return hash((state["key"].tobytes(), state["pos"]))


def watch_torch(seeding, torch):
    """
    `torch.manual_seed` and those of the devices all end in the method of the generator, as does `torch.seed`, which takes
    a seed from the system.
    """
    begin(seeding, "torch", torch.manual_seed, lambda: torch_state(torch))
    shared = torch.default_generator
    loading = path.join(path.dirname(torch.__file__), "utils", "data", "")

    def make(original):
        def manual_seed(self, seed):
            if self is shared:
                return original(self, seeding.shift("torch.manual_seed", seed, "torch", OF_TORCH))
            caller = seeding.caller()
            if caller.startswith(loading) and not caller.endswith("distributed.py"):
                # Its seed was drawn from the shared generator, and is moved and known with that.
                return original(self, seed)
            devices = namespace(torch.cuda).get("default_generators", ())
            call = "torch.cuda.manual_seed" if any(self is one for one in devices) else "torch.Generator.manual_seed"
            return original(self, seeding.shift(call, seed, None, OF_TORCH))

        return manual_seed

    def make_system(original):
        def seed(self):
            seeding.note("torch.seed" if self is shared else "torch.Generator.seed", None, None)
            return original(self)

        return seed

    replace_method(torch._C.Generator, "manual_seed", make)
    replace_method(torch._C.Generator, "seed", make_system)


def torch_state(torch):
    return hash(tuple(torch.default_generator.get_state().tolist()))


def watch_tensorflow(seeding, tensorflow):
    begin(seeding, "tensorflow", tensorflow.random.set_seed, None)
    replace(seeding, "tensorflow", "set_seed", tensorflow.random.set_seed, "tf.random.set_seed")


def watch_jax(seeding, jax):
    """A key is made of a seed each time: there is no generator of all to seed."""
    if "numpy" in seeding.began:  # JAX draws from numpy's while it is imported
        seeding.began["numpy"] = numpy_state(sys.modules["numpy.random"])
    for name in ("key", "PRNGKey"):
        replace(seeding, "jax", name, getattr(jax.random, name), "jax.random." + name)


def replace(seeding, package, name, original, call):
    def function(seed, *args, **kwargs):
        moved = seeding.shift(call, seed)
        return seeding.within(original, moved, *args, **kwargs)

    replace_function(package, name, original, like(original, function))


STATES = {
    "python": ("random", python_state),
    "numpy": ("numpy.random", numpy_state),
    "torch": ("torch", torch_state),
}


def is_drawn(seeding, name):
    """Whether the state of a shared generator is no longer the one it began with."""
    module, ask = STATES[name]
    return name in seeding.began and module in sys.modules and ask(sys.modules[module]) != seeding.began[name]


def unseeded(state):
    """Generators that gave numbers though the program never seeded them, ours being no seed of its own."""
    seeding = state.seeding
    return [name for name in STATES if name not in seeding.seeded and is_drawn(seeding, name)]
