"""Digests without torch: `words64` of arrays, with numpy where the program has it, and SHA-256 of all else.

`trace.weights` says what `words64` is; both give the same numbers.
"""
import sys

from .modules import hasher
from .trace.mixing import GOLDEN, MASK, finish, signed, spell, weight
from .trace.weights import COLUMNS, FOLD, LARGE

sha256 = hasher()


def digest(*parts):
    """The first 64 bits of the SHA-256 of texts and bytes, told apart by their lengths."""
    hashed = sha256()
    for part in parts:
        data = part.encode("utf-8", "replace") if type(part) is str else part
        hashed.update(b"%d:" % len(data))
        hashed.update(data)
    return hashed.hexdigest()[:16]


def words64(data, count, size):
    """Of the bytes of `count` elements of `size` bytes each."""
    numpy = sys.modules.get("numpy")
    if numpy is None:
        words = memoryview(bytes(data) + bytes(-len(data) % 8)).cast("q")
        total = plain_total(words, size)
    else:
        total = numpy_total(words_of(numpy, data, 1)[0], size)
    return spell(finish(total, count))


def words64_of_rows(data, rows, count, size):
    """A digest for each of so many rows of `count` elements."""
    length = count * size
    numpy = sys.modules.get("numpy")
    if numpy is None:
        return [words64(data[at * length : (at + 1) * length], count, size) for at in range(rows)]
    words = words_of(numpy, data, rows)
    if is_folded(words.shape[1], size):
        words = words + (words >> 32) * FOLD
    columns, more = weights(-(-words.shape[1] // COLUMNS))
    scales = (columns[None, :] + more[:, None]).reshape(-1)[: words.shape[1]]
    return [spell(finish(total, count)) for total in (words * scales).sum(1).tolist()]


def words_of(numpy, data, rows):
    """A table of so many rows of words, the last word of a row filled up with zeros."""
    table = numpy.frombuffer(data, numpy.uint8).reshape(rows, -1)
    if table.shape[1] % 8:
        padded = numpy.zeros((rows, -(-table.shape[1] // 8) * 8), numpy.uint8)
        padded[:, : table.shape[1]] = table
        table = padded
    return table.view(numpy.int64)


def is_folded(words, size):
    return size == 8 or words < LARGE


def numpy_total(words, size):
    if is_folded(len(words), size):
        words = words + (words >> 32) * FOLD
    whole = len(words) // COLUMNS
    columns, rows = weights(whole + 1)
    square, tail = words[: whole * COLUMNS].reshape(whole, COLUMNS), words[whole * COLUMNS :]
    # Integers of Python: numpy warns where one of its own overflows by itself.
    sums = int((square.sum(1) * rows[:whole]).sum()) + int((square.sum(0) * columns).sum())
    return sums + int((tail * columns[: len(tail)]).sum()) + int(tail.sum()) * int(rows[whole])


def plain_total(words, size):
    fold = is_folded(len(words), size)
    total = 0
    for at, word in enumerate(words):
        row, column = divmod(at, COLUMNS)
        scale = (weight(column) | 1) + (weight(COLUMNS + row) * 2 if row else 0)
        total += (word + (word >> 32) * FOLD if fold else word) * scale
    return total & MASK


_weights = []


def weights(rows):
    """Those of the columns, and at least so many of the rows, as arrays of numpy."""
    numpy = sys.modules["numpy"]
    if not _weights:
        _weights.append(numpy.array([signed(weight(at) | 1) for at in range(COLUMNS)], numpy.int64))
        _weights.append(row_weights(numpy, 64))
    if len(_weights[1]) < rows:
        _weights[1] = row_weights(numpy, 2 * rows)
    return _weights[0], _weights[1][:rows]


def row_weights(numpy, count):
    """`weight(256 + t)`, doubled, but 0 for the first row."""
    numbers = numpy.arange(COLUMNS + 1, COLUMNS + 1 + count, dtype=numpy.uint64) * numpy.uint64(GOLDEN)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        numbers = (numbers ^ (numbers >> numpy.uint64(shift))) * numpy.uint64(factor)
    numbers = (numbers ^ (numbers >> numpy.uint64(31))) * numpy.uint64(2)
    numbers[0] = 0
    return numbers.view(numpy.int64)
