"""The numbers behind the digests: fixed weights, and the last mixing of a sum. Arithmetic is modulo 2^64.

splitmix64: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014.
"""
MASK = (1 << 64) - 1
GOLDEN = 0x9E3779B97F4A7C15


def mix(number):
    number &= MASK
    number = ((number ^ (number >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    number = ((number ^ (number >> 27)) * 0x94D049BB133111EB) & MASK
    return number ^ (number >> 31)


def weight(index):
    """The index-th number of the stream that begins at 0."""
    return mix((index + 1) * GOLDEN)


def finish(total, count):
    """The digest of `count` elements whose weighted sum is `total`."""
    return mix(total + count * GOLDEN)


def combine(digests):
    """One digest of several in their order; None stands for one that is missing."""
    total = len(digests)
    for digest in digests:
        total = mix(total * GOLDEN + (1 if digest is None else digest))
    return total


def spell(digest):
    return "%016x" % digest


def signed(number):
    """As the 64-bit integer that a framework stores."""
    return number - (1 << 64) if number >> 63 else number
