"""Arrays of any library as plain facts: shape, dtype, digest, sketch. numpy does the work where the program has it."""
import sys
from array import array
from collections import namedtuple

from .hashing import words64, words64_of_rows
from .trace.mixing import weight
from .trace.sketch import SUMS, TILE, rounded, sign

DIGEST = "words64"
MOST_ROWS = 4096
# Letters of the buffer protocol that numpy would call so.
FORMATS = {"f": "float32", "d": "float64", "e": "float16", "?": "bool", "b": "int8", "B": "uint8", "h": "int16"}
FORMATS.update({"H": "uint16", "i": "int32", "I": "uint32", "l": "int64", "L": "uint64", "q": "int64", "Q": "uint64"})
# Those that a memoryview can turn into numbers.
NUMBERS = frozenset(FORMATS) - {"e"}

# `data`: the bytes of `count` elements of `size` bytes, in their order. `numbers`: the elements themselves.
Array = namedtuple("Array", "shape dtype data count size numbers")


def flatten(value, name=""):
    """(name, array) of each array in dictionaries, lists and tuples, in their order: `dense.kernel`, `0`."""
    if isinstance(value, dict):
        items = [(str(key), item) for key, item in value.items()]
    elif isinstance(value, (list, tuple)) and shape_of(value) is None:
        items = [(name_of(item) or str(at), item) for at, item in enumerate(value)]
    else:
        return [(name or "0", read(value))]
    return [pair for key, item in items for pair in flatten(item, "%s.%s" % (name, key) if name else key)]


def name_of(value):
    """Keras' variables know their own."""
    path = getattr(value, "path", None)
    return path if type(path) is str else None


def shape_of(value):
    """Of a number, or of lists of them that make an array by themselves; None for all else."""
    if isinstance(value, (bool, int, float)):
        return []
    if not isinstance(value, (list, tuple)):
        return None
    if not value:
        return [0]
    shape = shape_of(value[0])
    if shape is None or any(shape_of(item) != shape for item in value[1:]):
        return None
    return [len(value)] + shape


def read(value):
    """Raises TypeError or ValueError for what is no array of numbers or texts."""
    numpy = sys.modules.get("numpy")
    if numpy is not None:
        return read_with(numpy, value)
    shape = shape_of(value)
    if shape is not None:
        return read_row(value, shape)
    view = memoryview(value)
    data = view.tobytes()
    numbers = memoryview(data).cast(view.format) if view.format in NUMBERS else None
    name, size = FORMATS.get(view.format, "bytes"), view.itemsize
    return Array(list(view.shape), name, data, len(data) // size, size, numbers)


def read_row(value, shape):
    numbers = [value]
    for _ in shape:
        numbers = [number for row in numbers for number in row]
    numbers = array("d", numbers)
    return Array(shape, "float64", numbers.tobytes(), len(numbers), 8, numbers)


def read_with(numpy, value):
    """Raises TypeError for arrays of Python objects: their bytes are addresses."""
    if hasattr(value, "detach"):  # a tensor of torch, which may hang on a graph or lie on a device
        value = value.detach().cpu()
    if not hasattr(value, "__array__") and hasattr(value, "__dlpack__"):
        value = numpy.from_dlpack(value)
    found = numpy.asarray(value)
    if found.dtype.hasobject:
        raise TypeError("%s is no array of numbers" % type(value).__name__)
    name = str(found.dtype.newbyteorder("="))
    flat = numpy.ascontiguousarray(found, found.dtype.newbyteorder("=")).reshape(-1)
    if flat.dtype.kind == "c":  # pairs of numbers
        flat = flat.view(flat.real.dtype)
    data = flat.view(numpy.uint8) if flat.size else b""
    return Array(list(found.shape), name, data, flat.size, flat.itemsize, flat)


def digest_of(found):
    return words64(found.data, found.count, found.size)


def rows_of(found):
    """A digest for each row, as if it were an array by itself; None where rows say no more than the whole."""
    rows = found.shape[0] if found.shape else 0
    if not 1 < rows <= MOST_ROWS or not found.count:
        return None
    return words64_of_rows(found.data, rows, found.count // rows, found.size)


def values_of(found):
    """The elements as float64, None where they are no numbers."""
    numpy = sys.modules.get("numpy")
    if numpy is None or found.numbers is None or not found.count:
        return found.numbers
    try:
        with numpy.errstate(all="ignore"):
            return numpy.asarray(found.numbers).astype(numpy.float64)
    except (TypeError, ValueError):
        return None


def sketch_of(found):
    """`signs16`, as `trace.sketch` describes it; None where there are no numbers."""
    values = values_of(found)
    if values is None or not len(values):
        return None
    sums = [0.0] * SUMS
    for tile, start in enumerate(range(0, len(values), TILE)):
        outer = sign(weight(tile))
        for place, total in enumerate(sums_of(values[start : start + TILE])):
            sums[place] += outer * total
    return rounded(sums)


def sums_of(tile):
    numpy = sys.modules.get("numpy")
    signs = tile_signs()
    if numpy is None:
        return [sum(tile[at] * signs[at] for at in range(first, len(tile), SUMS)) for first in range(SUMS)]
    signed = numpy.zeros(-(-len(tile) // SUMS) * SUMS)
    with numpy.errstate(all="ignore"):
        signed[: len(tile)] = tile * numpy.array(signs[: len(tile)])
        return signed.reshape(-1, SUMS).sum(0).tolist()


_signs = []


def tile_signs():
    if not _signs:
        _signs.extend(sign(weight(at // 64) >> at % 64) for at in range(TILE))
    return _signs
